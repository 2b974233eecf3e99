import { createHash } from "node:crypto";
import { type CompiledQuestionnaire, compileQuestionnaire } from "#surveys/compile-questionnaire.ts";
import { ANNUAL } from "#surveys/questionnaires/registry.ts";
import { questionnaireSchema } from "#surveys/questionnaires/schema.ts";
import { AppError } from "../../app-error.ts";
import { type Statements, statementsOn } from "../../database/statements.ts";
import { withoutRowChecks } from "../../database/without-row-checks.ts";
import { linkRespondents } from "../../vault/frame-links.ts";
import { type AnnualWave, createImportedWave, findAnnualWave } from "../../waves/annual-wave.ts";
import { rulesOfFrame } from "../../waves/frame/rules-of-frame.ts";
import { stageFrame, writeFrame } from "../../waves/frame/stage-frame.ts";
import { codeMessage } from "../code-messages.ts";
import type { FileNote, ImportRun, Settlement, Source } from "../run/import-run.ts";
import type { TableColumn } from "../tables/column-spec.ts";
import { headerText } from "../tables/header-text.ts";
import { columnMatcher } from "../tables/match-columns.ts";
import { type AnswerColumns, answerColumns } from "./answer-columns.ts";
import { coachedBursts, type WebAnswer } from "./coached-bursts.ts";
import { readColumnSpecs } from "./column-specs.ts";
import responsesColumns from "./responses-columns.json" with { type: "json" };
import { RESPONSES_STAGE, responsesReader } from "./responses-reader.ts";
import {
  ASKED,
  END_MEMBERS,
  END_STAGED,
  EXCLUDE,
  JUDGED,
  MARK_BURSTS,
  MATCH,
  PHASE_DIFFERENCES,
  QUALITY,
  REPORT,
  WEB_ANSWERS,
  WRITE_RESPONSES,
  WRITE_TEXTS,
} from "./responses-settle.ts";

/** Fewest items a sheet must have to be one of answers. */
const FEWEST_ITEMS = 5;

type Wording = {
  readonly versions: Readonly<Record<string, number | null>>;
  readonly notes: readonly FileNote[];
};

/** A wording without a version of its own gets a number made of its text, far above any version. */
function wordingVersion(wording: string): number {
  return (
    1_000_000 + (createHash("sha256").update(headerText(wording)).digest().readUInt32BE(0) % 1_000_000_000)
  );
}

function itemOf(column: TableColumn): string | undefined {
  return column.field?.split(/[:=]/)[0];
}

/** How the file's wave asked differently: items in other words, and items not asked. Consent and words are no items. */
function wordingOf(
  { questionnaire }: CompiledQuestionnaire,
  columns: readonly TableColumn[],
  answers: AnswerColumns,
): Wording {
  const asked = new Set(columns.flatMap((column) => itemOf(column) ?? []));
  const versions: Record<string, number | null> = {};
  const notes: FileNote[] = [];
  for (const { code, kind } of questionnaire.questions) {
    if (kind === "text" || kind === "consent" || asked.has(code)) continue;
    versions[code] = null;
    notes.push({ code: "ITEM_NOT_ASKED", subject: code, message: codeMessage("ITEM_NOT_ASKED") });
  }
  for (const column of columns) {
    const wording = answers.reworded(column);
    const code = itemOf(column);
    if (wording === undefined || code === undefined) continue;
    versions[code] = wordingVersion(wording);
    notes.push({
      code: "ITEM_REWORDED",
      subject: code,
      message: `${codeMessage("ITEM_REWORDED")}: ${wording}`,
    });
  }
  return { versions, notes };
}

/** The year asked for, in the file's name, or of most answers; a wave that ends in spring belongs to the year before. */
async function yearOf({ client, waveYear, fileName }: ImportRun): Promise<number> {
  if (waveYear !== undefined) return waveYear;
  const named = /(?<!\d)(20\d{2})(?!\d)/.exec(fileName)?.[1];
  if (named !== undefined) return Number(named);
  const { rows } = await client.query<{ year: number }>(
    "select extract(year from submitted_at - interval '4 months')::int as year from stage group by 1 order by count(*) desc, 1 limit 1",
  );
  const year = rows[0]?.year;
  if (year === undefined)
    throw new AppError(
      "bad_request",
      "The file does not say which year it belongs to: name it with --wave YEAR.",
    );
  return year;
}

async function waveOf(
  run: ImportRun,
  compiled: CompiledQuestionnaire,
  wording: Wording,
): Promise<AnnualWave> {
  const year = await yearOf(run);
  const known = await findAnnualWave(run.client, year);
  if (!known) {
    const { rows } = await run.client.query<{ first: string; last: string }>(
      "select min(submitted_at)::date as first, max(submitted_at)::date as last from stage",
    );
    const { first, last } = rows[0] ?? {};
    if (!first || !last)
      throw new AppError("file_unreadable", "The file holds no answers: check that it is the right one.");
    return createImportedWave(
      run.client,
      year,
      compiled.questionnaire,
      { opensOn: first, closesOn: last },
      wording.versions,
    );
  }
  const { id, version } = compiled.questionnaire;
  if (known.questionnaireId !== id || known.questionnaireVersion !== version)
    throw new AppError(
      "conflict",
      `The wave ${year} was asked with ${known.questionnaireId}@${known.questionnaireVersion}: name it with --wave ${year}.`,
    );
  return known;
}

/** Gives every staged row that cannot stand as an answer its verdict, in `judged` and for the report. */
async function judge(run: Statements, wave: AnnualWave): Promise<void> {
  await run(ASKED, [wave.id]);
  await run("analyze asked");
  await run(JUDGED, [String(wave.year)]);
  await run("create unique index on judged (ordinal)");
  await run("analyze judged");
  for (const statement of [...MATCH, ...QUALITY]) await run(statement);
  await run(MARK_BURSTS, [[...coachedBursts(await run<WebAnswer>(WEB_ANSWERS))]]);
  await run(EXCLUDE);
  await run(REPORT);
  await run(END_STAGED);
}

async function writeWave(
  run: Statements,
  wave: AnnualWave,
  { questionnaire }: CompiledQuestionnaire,
  importId: number,
): Promise<void> {
  await writeFrame(run, wave.id);
  await linkRespondents(run, wave.id);
  await run(WRITE_RESPONSES, [wave.id, questionnaire.id, questionnaire.version, importId]);
  await run(WRITE_TEXTS);
}

async function settle(
  run: ImportRun,
  compiled: CompiledQuestionnaire,
  wording: Wording,
): Promise<Settlement> {
  const { client, importId } = run;
  const wave = await waveOf(run, compiled, wording);
  // whatever hangs on a wave this import made goes with it when it is undone, and needs no note
  if (wave.created) await client.query("select set_config('ownervoice.import', '', true)");
  const statements = statementsOn(client);
  if (wave.created) await statements("lock table org_unit, home, vault.owner in share mode");
  await stageFrame(statements, wave, await rulesOfFrame(statements, wave.id));
  await judge(statements, wave);
  const write = () => writeWave(statements, wave, compiled, importId);
  // a wave made in this transaction can hold nothing that others see, and what its rows point to is locked
  if (wave.created) await withoutRowChecks(statements, write);
  else {
    await write();
    await statements(END_MEMBERS);
  }
  const { rows: warnings } = await client.query<{ ordinal: number; code: string; field: string }>(
    PHASE_DIFFERENCES,
  );
  return { warnings, notes: wording.notes, waveId: wave.id };
}

/** The questionnaire the wave was asked with, else the shipped year-end one. */
async function questionnaireFor({ client, waveYear, fileName }: ImportRun): Promise<CompiledQuestionnaire> {
  const year = waveYear ?? Number(/(?<!\d)(20\d{2})(?!\d)/.exec(fileName)?.[1] ?? Number.NaN);
  const wave = Number.isNaN(year) ? undefined : await findAnnualWave(client, year);
  const { id, version } = ANNUAL.questionnaire;
  if (!wave || (wave.questionnaireId === id && wave.questionnaireVersion === version)) return ANNUAL;
  const { rows } = await client.query<{ definition: unknown }>(
    "select definition from questionnaire where id = $1 and version = $2",
    [wave.questionnaireId, wave.questionnaireVersion],
  );
  return compileQuestionnaire(questionnaireSchema.parse(rows[0]?.definition));
}

/** A survey vendor's file of a year-end wave, one row a respondent; needs the ledger first. */
export const responsesSource: Source = {
  name: "responses",
  zh: "满意度调查答卷",
  en: "answers of a year-end wave",
  open: async (run) => {
    const compiled = await questionnaireFor(run);
    const answers = answerColumns(compiled);
    const columns: TableColumn[] = [];
    const items = new Set(compiled.questionnaire.questions.map(({ code }) => code));
    return {
      shape: {
        match: columnMatcher(
          [...readColumnSpecs(responsesColumns), ...answers.specs],
          run.mapping,
          answers.guess,
        ),
        enough: (fields) =>
          fields.has("submit") &&
          (fields.has("home") || fields.has("phone")) &&
          [...items].filter((code) => fields.has(code)).length >= FEWEST_ITEMS,
        otherSheet: "NOT_A_TABLE_OF_ANSWERS",
        filledDown: [],
      },
      columns: RESPONSES_STAGE,
      reader: (table, sheet) => {
        columns.push(...table.columns);
        return responsesReader(table, {
          compiled,
          labels: answers.labels,
          seal: run.seal,
          asOf: run.asOf,
          date1904: sheet.date1904,
        });
      },
      settle: () => settle(run, compiled, wordingOf(compiled, columns, answers)),
    };
  },
};
