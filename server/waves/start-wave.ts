import { AppError } from "#server/app-error.ts";
import type { Database } from "#server/database/connection.ts";
import { statementsOf } from "#server/database/statements.ts";
import { addDays } from "#surveys/calendar-date.ts";
import { annualCutoff } from "./annual-wave.ts";
import { createWave } from "./draft-wave.ts";
import { type PlannedModes, readPlannedModes } from "./planned-modes.ts";
import type { WaveManager } from "./wave-manager.ts";

const MIX = { web: 7_000, phone: 2_000, visit: 1_000 };
const FIRST_MODES: PlannedModes = { P: MIX, R: MIX, S: MIX, O: MIX };
/** Days from the cut-off to the opening, and days in the field, that a new wave begins with. */
const [BEFORE, IN_FIELD] = [5, 40];

/**
 * Begins the year-end wave of a year with what one would mostly choose: the settings' cut-off day, forty days in the
 * field, the newest published questionnaire, and the modes and words of the wave before.
 * @returns its id @throws AppError `conflict` when the year has one, `not_found` without a published questionnaire
 */
export async function startWave(db: Database, by: WaveManager, year: number): Promise<number> {
  const questionnaire = await db
    .selectFrom("questionnaire")
    .select(["id", "version"])
    .where("id", "=", "annual")
    .where("status", "=", "published")
    .orderBy("version", "desc")
    .limit(1)
    .executeTakeFirst();
  if (!questionnaire)
    throw new AppError(
      "not_found",
      "No year-end questionnaire is published: have two people publish one first.",
    );
  const before = await db
    .selectFrom("wave")
    .select(["planned_modes", "notice"])
    .where("kind", "=", "annual")
    .where("year", "<", year)
    .orderBy("year", "desc")
    .execute();
  const modes = before.map((wave) => readPlannedModes(wave.planned_modes)).find((plan) => plan !== undefined);
  const notice = before[0]?.notice as { readonly zh?: string; readonly en?: string } | undefined;
  const cutoffOn = await annualCutoff(statementsOf(db), year);
  const opensOn = addDays(cutoffOn, BEFORE);
  return createWave(db, by, {
    kind: "annual",
    year,
    name: `${year} 年度业主满意度调查`,
    nameEn: `${year} owner satisfaction survey`,
    questionnaireId: questionnaire.id,
    questionnaireVersion: questionnaire.version,
    cutoffOn,
    opensOn,
    closesOn: addDays(opensOn, IN_FIELD - 1),
    plannedModes: modes ?? FIRST_MODES,
    ageBy: "batch",
    notice: { zh: notice?.zh ?? "", en: notice?.en ?? "" },
    rules: {},
  });
}
