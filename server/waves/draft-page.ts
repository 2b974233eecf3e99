import type { Database } from "#server/database/connection.ts";
import type { CalendarDate } from "#surveys/calendar-date.ts";
import type { Problem } from "#surveys/problem.ts";
import type { Text } from "#surveys/question.ts";
import { draftProblems } from "./draft-problems.ts";
import { editWave, type WaveDraft } from "./draft-wave.ts";
import { formProblems } from "./form-problems.ts";
import { readWaveSettings, type WaveRules, type WaveSettings, waveRules } from "./settings.ts";
import { needState, readWave, type WaveFacts } from "./wave-facts.ts";
import type { WaveManager } from "./wave-manager.ts";
import { waveQuestionnaire } from "./wave-questionnaire.ts";

export type QuestionnaireChoice = {
  readonly id: string;
  readonly version: number;
  readonly title: Text;
  readonly status: "draft" | "review" | "published" | "retired";
};

/** A wave that is being planned, with what one chooses from. */
export type DraftPage = {
  readonly draft: WaveDraft;
  /** What keeps its frame from being fixed today. */
  readonly problems: readonly Problem[];
  readonly questionnaires: readonly QuestionnaireChoice[];
  /** What holds where the wave has no rule of its own. */
  readonly settings: { readonly [Key in keyof WaveRules]-?: WaveSettings[Key] };
};

const NO_MODES = { web: 0, phone: 0, visit: 0 };

function draftOf(wave: WaveFacts, rules: WaveRules): WaveDraft {
  return {
    kind: wave.kind,
    year: wave.year,
    name: wave.name,
    nameEn: wave.nameEn,
    questionnaireId: wave.questionnaireId,
    questionnaireVersion: wave.questionnaireVersion,
    cutoffOn: wave.cutoffOn,
    opensOn: wave.opensOn,
    closesOn: wave.closesOn,
    plannedModes: wave.plannedModes ?? { P: NO_MODES, R: NO_MODES, S: NO_MODES, O: NO_MODES },
    ageBy: wave.ageBy,
    notice: wave.notice,
    rules,
  };
}

async function questionnairesFor(db: Database, id: string): Promise<readonly QuestionnaireChoice[]> {
  const rows = await db
    .selectFrom("questionnaire")
    .select(["id", "version", "status", "definition"])
    .where("id", "=", id)
    .where("status", "<>", "retired")
    .orderBy("version", "desc")
    .execute();
  return rows.map((row) => ({
    id: row.id,
    version: row.version,
    status: row.status as QuestionnaireChoice["status"],
    title: (row.definition as { readonly title: Text }).title,
  }));
}

/** A draft to be edited. @throws AppError `conflict` once its frame is fixed */
export async function draftPage(
  db: Database,
  _by: WaveManager,
  id: number,
  today: CalendarDate,
): Promise<DraftPage> {
  const wave = await readWave(db, id);
  needState(wave, ["draft"], "changing its plan");
  const { rules } = await db
    .selectFrom("wave")
    .select("rules")
    .where("id", "=", id)
    .executeTakeFirstOrThrow();
  const questionnaires = await questionnairesFor(db, wave.questionnaireId);
  const chosen = questionnaires.find(({ version }) => version === wave.questionnaireVersion);
  const settings = await readWaveSettings(db);
  return {
    draft: draftOf(wave, waveRules.parse(rules)),
    problems: [
      ...draftProblems(wave, chosen?.status ?? "retired", today),
      ...formProblems((await waveQuestionnaire(db, id)).questionnaire, settings),
    ],
    questionnaires,
    settings: {
      "contact.days": settings["contact.days"],
      "sample.take_all_below": settings["sample.take_all_below"],
      "weights.collapse_below": settings["weights.collapse_below"],
      "weights.trim": settings["weights.trim"],
      "publish.two_people": settings["publish.two_people"],
    },
  };
}

/** Saves a draft. @returns what then keeps its frame from being fixed */
export async function saveDraft(
  db: Database,
  by: WaveManager,
  id: number,
  draft: WaveDraft,
  today: CalendarDate,
): Promise<readonly Problem[]> {
  await editWave(db, by, id, draft);
  const { problems } = await draftPage(db, by, id, today);
  return problems;
}
