import { basesOfDefinition, columnsOfDefinition } from "#analytics/columns-of-definition.ts";
import { evaluate } from "#analytics/evaluate.ts";
import { frameVersion } from "#analytics/frame-version.ts";
import type { IndexDefinition } from "#analytics/index-definition.ts";
import type { Moments } from "#analytics/moments.ts";
import { designOf } from "#analytics/stratum-design.ts";
import type { Analysis } from "../analysis/analysis.ts";
import { type Cut, RESPONSE_CUTS, STRATUM_CUTS } from "../analysis/selection.ts";
import { AppError } from "../app-error.ts";
import type { Database } from "../database/connection.ts";
import { operationRecords } from "../indicators/operation-records.ts";
import { momentsHash } from "./moments-hash.ts";
import type { Sample } from "./sample.ts";
import { titledGroup, unitTitles } from "./unit-titles.ts";

export type WaveKind = "annual" | "signing" | "residence";

/** A wave of the record. */
export type DatabaseWave = {
  readonly id: number;
  readonly kind: WaveKind;
  readonly year: number;
  readonly questionnaireId: string;
  readonly cutoffOn: string;
  readonly opensOn: string;
  readonly closesOn: string;
};

/** The record and its analysis. */
export type Sources = { readonly db: Database; readonly analysis: Analysis };

/** A sample of the record, and the state of the data it was taken from. */
export type DatabaseSample = Sample & {
  readonly moments: Moments;
  readonly dataVersion: string;
  readonly asOf: string;
};

const CUTS: readonly Cut[] = [...STRATUM_CUTS, ...RESPONSE_CUTS];

function isCut(column: string): column is Cut {
  return (CUTS as readonly string[]).includes(column);
}

/** The wave of a year. @throws AppError `not_found` naming the years there are */
export async function databaseWave(db: Database, year: number, kind: WaveKind): Promise<DatabaseWave> {
  const waves = await db
    .selectFrom("wave")
    .select(["id", "year", "questionnaire_id", "cutoff_on", "opens_on", "closes_on"])
    .where("kind", "=", kind)
    .orderBy("year")
    .execute();
  const wave = waves.find((each) => each.year === year);
  if (wave) {
    const { id, questionnaire_id, cutoff_on, opens_on, closes_on } = wave;
    const days = { cutoffOn: cutoff_on, opensOn: opens_on, closesOn: closes_on };
    return { id, kind, year, questionnaireId: questionnaire_id, ...days };
  }
  const known =
    waves.length === 0
      ? "none is in the database; import or seed one"
      : `choose one of ${waves.map((each) => each.year).join(", ")}`;
  throw new AppError("not_found", `There is no ${kind} wave ${year}: ${known}.`, { year, kind });
}

/** Moments with names where the record has ids, so that groups and sentences can be read. */
function titledMoments(
  moments: Moments,
  titles: ReadonlyMap<string, string>,
  { year }: DatabaseWave,
): Moments {
  const keys = new Map<string, string>();
  const strata = moments.strata.map((stratum) => {
    const { project = "", phase = "", region = "", group = {} } = stratum;
    const titled = titledGroup({ ...group, project, phase, region }, titles, String(year));
    const key = `${titled.project}|${phase}`;
    keys.set(stratum.key, key);
    return {
      ...stratum,
      key,
      project: titled.project ?? "",
      phase,
      region: titled.region ?? "",
      group: titledGroup(group, titles, String(year)),
    };
  });
  const cells = moments.cells.map((cell) => ({
    ...cell,
    stratum: keys.get(cell.stratum) ?? cell.stratum,
    group: titledGroup(cell.group, titles, String(year)),
  }));
  const records = moments.records?.map((sums) => ({
    ...sums,
    group: titledGroup(sums.group, titles, String(year)),
  }));
  return { ...moments, strata, cells, ...(records && { records }) };
}

/**
 * The counted answers of a wave as a sample, with the sums a definition and some grouping columns need.
 * @throws AppError `invalid` for a column that responses cannot be grouped by, or an item the wave does not ask
 */
export async function sampleOfDatabase(
  { db, analysis }: Sources,
  wave: DatabaseWave,
  definition: IndexDefinition,
  by: readonly string[],
): Promise<DatabaseSample> {
  const columns = columnsOfDefinition(definition);
  const [found, titles] = await Promise.all([
    analysis.moments({
      questionnaire: wave.questionnaireId,
      waveIds: [wave.id],
      by: by.filter(isCut),
      columns,
      bases: basesOfDefinition(definition),
    }),
    unitTitles(db),
  ]);
  const records = await operationRecords(db, [definition], wave.id, found.moments.strata);
  const moments = titledMoments({ ...found.moments, ...(records && { records }) }, titles, wave);
  const respondents = moments.strata.reduce((sum, stratum) => sum + stratum.respondents, 0);
  if (respondents === 0)
    throw new AppError(
      "not_found",
      `The ${wave.kind} wave ${wave.year} has no counted answer yet: import or collect some.`,
    );
  return {
    cuts: CUTS,
    respondents,
    moments,
    dataVersion: found.dataVersion,
    asOf: found.asOf,
    // under the record's own keys, as screens know them
    frame: frameVersion(found.moments.strata),
    hash: momentsHash(moments, columns, by),
    readings: (asked, options) => evaluate(asked, moments, options),
    design: (asked) => designOf(asked, moments.strata),
  };
}
