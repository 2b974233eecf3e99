import { createHash } from "node:crypto";
import type { ClientBase } from "pg";
import { z } from "zod";
import type { CalendarDate } from "#surveys/calendar-date.ts";
import type { Questionnaire } from "#surveys/question.ts";
import { AppError } from "../app-error.ts";
import { type Statements, statementsOn } from "../database/statements.ts";

export type AnnualWave = {
  readonly id: number;
  readonly year: number;
  readonly cutoffOn: CalendarDate;
  readonly questionnaireId: string;
  readonly questionnaireVersion: number;
  /** Whether it was made now. */
  readonly created: boolean;
};

type WaveRow = {
  id: number;
  year: number;
  cutoff_on: string;
  questionnaire_id: string;
  questionnaire_version: number;
};

/** Month and day of a year, as settings hold them; days that every year has. */
export const monthAndDay = z.string().regex(/^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|30)$/);

/** Day of a year at which its year-end frame is fixed: the setting `wave.annual_cutoff` ("MM-DD"), else 30 November. */
export async function annualCutoff(run: Statements, year: number): Promise<CalendarDate> {
  const rows = await run<{ value: unknown }>(
    "select value from setting where key = 'wave.annual_cutoff' order by version desc limit 1",
  );
  if (rows.length === 0) return `${year}-11-30`;
  const parsed = monthAndDay.safeParse(rows[0]?.value);
  if (!parsed.success)
    throw new AppError(
      "bad_configuration",
      'The setting wave.annual_cutoff is not a day like "11-30": save it again.',
    );
  return `${year}-${parsed.data}`;
}

/** Puts a questionnaire on the record as published, if it is not there. */
export async function ensureQuestionnaire(client: ClientBase, questionnaire: Questionnaire): Promise<void> {
  const text = JSON.stringify(questionnaire);
  await client.query(
    `insert into questionnaire (id, version, status, definition, hash, published_by, published_at)
     values ($1, $2, 'published', $3, $4, 'shipped', now()) on conflict do nothing`,
    [questionnaire.id, questionnaire.version, text, createHash("sha256").update(text).digest("hex")],
  );
}

function waveOf(row: WaveRow, created: boolean): AnnualWave {
  return {
    id: row.id,
    year: row.year,
    cutoffOn: row.cutoff_on,
    questionnaireId: row.questionnaire_id,
    questionnaireVersion: row.questionnaire_version,
    created,
  };
}

/** The year-end wave of a year, if there is one. */
export async function findAnnualWave(client: ClientBase, year: number): Promise<AnnualWave | undefined> {
  const { rows } = await client.query<WaveRow>(
    "select id, year, cutoff_on, questionnaire_id, questionnaire_version from wave where kind = 'annual' and year = $1",
    [year],
  );
  return rows[0] && waveOf(rows[0], false);
}

/**
 * Makes the year-end wave of a year from answers that were gathered elsewhere: closed, with the days of its first and
 * last answer.
 * @param itemVersions items not asked or asked in other words, as wave.item_versions keeps them
 */
export async function createImportedWave(
  client: ClientBase,
  year: number,
  questionnaire: Questionnaire,
  field: { readonly opensOn: CalendarDate; readonly closesOn: CalendarDate },
  itemVersions: Readonly<Record<string, number | null>>,
): Promise<AnnualWave> {
  await ensureQuestionnaire(client, questionnaire);
  const { rows } = await client.query<WaveRow>(
    `insert into wave (kind, year, name, name_en, questionnaire_id, questionnaire_version, cutoff_on, opens_on, closes_on, state, item_versions, origin)
     values ('annual', $1, $2, $3, $4, $5, $6, $7, $8, 'closed', $9, 'import')
     returning id, year, cutoff_on, questionnaire_id, questionnaire_version`,
    [
      year,
      `${year}年度满意度调查`,
      `Annual survey ${year}`,
      questionnaire.id,
      questionnaire.version,
      await annualCutoff(statementsOn(client), year),
      field.opensOn,
      field.closesOn,
      JSON.stringify(itemVersions),
    ],
  );
  const row = rows[0];
  if (!row) throw new Error("the wave was not written");
  return waveOf(row, true);
}
