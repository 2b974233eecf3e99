import type { Transaction } from "kysely";
import { AppError } from "#server/app-error.ts";
import type { Database } from "#server/database/connection.ts";
import type { Tables } from "#server/database/tables.ts";
import type { CalendarDate } from "#surveys/calendar-date.ts";
import type { AgeCut } from "#surveys/tenure.ts";
import type { WaveKind, WaveState } from "../indicators/wave-option.ts";
import { type PlannedModes, readPlannedModes } from "./planned-modes.ts";

/** A wave as those who run it see it. Days are those of Asia/Shanghai. */
export type WaveFacts = {
  readonly id: number;
  readonly kind: WaveKind;
  readonly year: number;
  readonly name: string;
  readonly nameEn: string | null;
  readonly questionnaireId: string;
  readonly questionnaireVersion: number;
  /** The day that decides who is an owner, of which phase and region. */
  readonly cutoffOn: CalendarDate;
  readonly opensOn: CalendarDate;
  /** Last day on which answers count. */
  readonly closesOn: CalendarDate;
  readonly state: WaveState;
  /** What it tells owners by, of how long they have had their home; fixed with its frame. */
  readonly ageBy: AgeCut;
  readonly plannedModes?: PlannedModes | undefined;
  /** Words of this wave for the welcome page, beside the privacy notice. */
  readonly notice: { readonly zh: string; readonly en: string };
  readonly origin: "system" | "import" | "seed";
};

const COLUMNS = [
  "id",
  "kind",
  "year",
  "name",
  "name_en",
  "questionnaire_id",
  "questionnaire_version",
  "cutoff_on",
  "opens_on",
  "closes_on",
  "state",
  "age_by",
  "planned_modes",
  "notice",
  "origin",
] as const;

type Row = {
  readonly [Column in (typeof COLUMNS)[number]]: Column extends "id" | "year" | "questionnaire_version"
    ? number
    : Column extends "planned_modes" | "notice"
      ? unknown
      : Column extends "name_en"
        ? string | null
        : string;
};

function factsOf(row: Row): WaveFacts {
  const notice = row.notice as Partial<Record<"zh" | "en", string>> | null;
  return {
    id: row.id,
    kind: row.kind as WaveKind,
    year: row.year,
    name: row.name,
    nameEn: row.name_en,
    questionnaireId: row.questionnaire_id,
    questionnaireVersion: row.questionnaire_version,
    cutoffOn: row.cutoff_on,
    opensOn: row.opens_on,
    closesOn: row.closes_on,
    state: row.state as WaveState,
    ageBy: row.age_by as AgeCut,
    plannedModes: readPlannedModes(row.planned_modes),
    notice: { zh: notice?.zh ?? "", en: notice?.en ?? "" },
    origin: row.origin as WaveFacts["origin"],
  };
}

function unknownWave(): AppError {
  return new AppError("not_found", "There is no such wave: choose one from the list.");
}

/** Reads a wave. @throws AppError `not_found` */
export async function readWave(db: Database | Transaction<Tables>, id: number): Promise<WaveFacts> {
  const row = await db.selectFrom("wave").select(COLUMNS).where("id", "=", id).executeTakeFirst();
  if (!row) throw unknownWave();
  return factsOf(row);
}

/** Reads a wave and holds it until the transaction ends, so that two steps never cross. @throws AppError `not_found` */
export async function holdWave(tx: Transaction<Tables>, id: number): Promise<WaveFacts> {
  const row = await tx.selectFrom("wave").select(COLUMNS).where("id", "=", id).forUpdate().executeTakeFirst();
  if (!row) throw unknownWave();
  return factsOf(row);
}

/** The year-end wave of a year. @throws AppError `not_found` */
export async function annualWaveOf(db: Database, year: number): Promise<WaveFacts> {
  const row = await db
    .selectFrom("wave")
    .select(COLUMNS)
    .where("kind", "=", "annual")
    .where("year", "=", year)
    .executeTakeFirst();
  if (!row)
    throw new AppError(
      "not_found",
      `There is no year-end wave ${year}: create it first, or name another year.`,
    );
  return factsOf(row);
}

/** @throws AppError `conflict` unless the wave is in one of the states */
export function needState(wave: WaveFacts, states: readonly WaveState[], deed: string): void {
  if (!states.includes(wave.state))
    throw new AppError(
      "conflict",
      `The wave is ${wave.state}, and ${deed} needs it ${states.join(" or ")}: choose another wave, or see its page for what can be done now.`,
      { state: wave.state },
    );
}
