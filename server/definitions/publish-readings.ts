import { createHash } from "node:crypto";
import type { Transaction } from "kysely";
import type { Reading } from "#analytics/reading.ts";
import { AppError } from "#server/app-error.ts";
import { writeAudit } from "#server/audit/write-audit.ts";
import type { Tables } from "#server/database/tables.ts";
import { type PublishedDefinition, publishedDefinition } from "#server/indicators/definitions.ts";
import type { Sources } from "#server/indicators/sources.ts";
import { makeWaveTable, type WaveTable } from "#server/indicators/wave-table.ts";
import { answerFromDatabase } from "#server/scoring/answer-from-database.ts";
import type { ScorePassport } from "#server/scoring/passport.ts";
import { unitTitles } from "#server/scoring/unit-titles.ts";
import type { VersionName } from "#server/versions/version.ts";
import { readWave, type WaveFacts } from "#server/waves/wave-facts.ts";
import type { WaveManager } from "#server/waves/wave-manager.ts";
import { readDefinitionRecord } from "./definition-record.ts";

/** One stored number; `unit` and `phase` are those of `Place`, phase "" is all. */
export type StoredReading = { readonly unit: string; readonly phase: string; readonly reading: Reading };

/** The levels a publication vouches for, with the columns `ov score` groups by. */
const LEVELS: Readonly<Record<string, readonly string[]>> = {
  whole: [],
  phase: ["phase"],
  region: ["region"],
  "region/phase": ["region", "phase"],
  project: ["project"],
  "project/phase": ["project", "phase"],
};

function isAlias(unit: string): boolean {
  return unit.startsWith("region_current:");
}

/** The numbers of a wave's table as they are shown, in a total order. Regions are those of the cut-off day. */
export function storedReadings(table: WaveTable): readonly StoredReading[] {
  return [...table.shown]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([key, nodes]) => {
      const [unit = "", phase = ""] = key.split("/");
      if (isAlias(unit)) return [];
      return [...nodes.values()]
        .toSorted((a, b) => (a.node < b.node ? -1 : 1))
        .map((reading) => ({ unit, phase, reading }));
    });
}

const FIGURES = ["value", "se", "df", "low", "high", "n", "population", "neff", "coverage"] as const;

function figuresOf(reading: Reading): readonly (number | null)[] {
  return FIGURES.map((name) => reading[name] ?? null);
}

/** SHA-256 over the numbers of a publication in their order. */
export function readingsHash(readings: readonly StoredReading[]): Buffer {
  const hash = createHash("sha256");
  for (const { unit, phase, reading } of readings)
    hash.update(JSON.stringify([unit, phase, reading.node, reading.state, ...figuresOf(reading)]));
  return hash.digest();
}

async function insertReadings(
  tx: Transaction<Tables>,
  publicationId: number,
  readings: readonly StoredReading[],
): Promise<void> {
  const size = 1000;
  for (let from = 0; from < readings.length; from += size) {
    const rows = readings.slice(from, from + size).map(({ unit, phase, reading }) => {
      const [value, se, df, low, high, n, population, neff, coverage] = figuresOf(reading);
      const figures = { value, se, df, low, high, n, population, neff, coverage };
      return {
        publication_id: publicationId,
        unit,
        phase,
        node: reading.node,
        state: reading.state,
        ...figures,
      };
    });
    await tx.insertInto("published_reading").values(rows).execute();
  }
}

/** The passports of a wave's levels: what `ov verify` reads. Only numbers that are shown stand in them. */
async function passportsOf(
  sources: Sources,
  wave: WaveFacts,
  { definition }: PublishedDefinition,
  table: WaveTable,
): Promise<ReadonlyMap<string, ScorePassport>> {
  const titles = await unitTitles(sources.db);
  const shown = new Map<string, ReadonlySet<string>>();
  for (const [key, nodes] of table.shown) {
    const [unit = "", phase = ""] = key.split("/");
    if (isAlias(unit)) continue;
    const [column = "", id] = unit.split(":");
    const group = {
      ...(id === undefined ? {} : { [column]: titles.get(id) ?? id }),
      ...(phase === "" ? {} : { phase }),
    };
    const visible = [...nodes.values()].filter(({ value }) => value !== undefined).map(({ node }) => node);
    shown.set(JSON.stringify(Object.entries(group).toSorted()), new Set(visible));
  }
  const { kind, year } = wave;
  const passports = new Map<string, ScorePassport>();
  for (const [level, by] of Object.entries(LEVELS)) {
    const answer = await answerFromDatabase(
      sources,
      { kind, year, version: `${definition.id}@${definition.version}` },
      { by, estimand: "owner-weighted", inference: "finite", confidence: 0.95, suppression: false },
    );
    const passport = answer.passport("");
    const numbers = passport.numbers.flatMap((number) => {
      const key = JSON.stringify(Object.entries(number.group).toSorted());
      const reading = shown.get(key)?.has(number.node);
      return reading ? [number] : [];
    });
    passports.set(level, { ...passport, numbers });
  }
  return passports;
}

export type Publication = {
  readonly id: number;
  readonly readings: number;
  readonly definition: VersionName;
};

type Request = {
  readonly waveId: number;
  /** Another version than the one in force: the wave is then restated, with a reason. */
  readonly restate?: VersionName & { readonly reason: string };
};

async function ruleFor({ db }: Sources, wave: WaveFacts, request: Request): Promise<PublishedDefinition> {
  if (request.restate === undefined) return publishedDefinition(db, undefined, wave.year);
  const { id, version } = request.restate;
  const record = await readDefinitionRecord(db, id, version);
  if (record.status !== "published")
    throw new AppError("conflict", "Only a published version can restate a wave: publish it first.");
  return { definition: record.definition, hash: record.hash };
}

/** The numbers of a wave as they are about to be kept. */
export type NumbersToKeep = {
  readonly wave: WaveFacts;
  readonly rule: PublishedDefinition;
  readonly dataVersion: string;
  readonly asOf: string;
  readonly readings: readonly StoredReading[];
  /** By level, what `ov verify` reads. */
  readonly passports: ReadonlyMap<string, ScorePassport>;
  /** Why they are restated; undefined under the rule in force. */
  readonly reason: string | undefined;
};

/**
 * Computes the numbers of a settled wave as they are shown, with the passports to compute them again. The analysis must
 * have loaded the wave's answers.
 * @throws AppError `conflict` unless the wave is closed or published
 */
export async function numbersToKeep(sources: Sources, request: Request): Promise<NumbersToKeep> {
  const wave = await readWave(sources.db, request.waveId);
  if (wave.state !== "closed" && wave.state !== "published")
    throw new AppError("conflict", "The wave still changes: close it before its numbers are kept.", {
      state: wave.state,
    });
  const rule = await ruleFor(sources, wave, request);
  const table = await makeWaveTable(sources, rule, {
    waveId: wave.id,
    questionnaire: wave.questionnaireId,
  });
  return {
    wave,
    rule,
    dataVersion: table.dataVersion,
    asOf: table.asOf,
    readings: storedReadings(table),
    passports: await passportsOf(sources, wave, rule, table),
    reason: request.restate?.reason,
  };
}

/**
 * Writes numbers down for good, in the transaction of the step that makes them final.
 * @throws AppError `conflict` when these numbers are kept already
 */
export async function keepNumbers(
  tx: Transaction<Tables>,
  by: WaveManager,
  { wave, rule, dataVersion, asOf, readings, passports, reason }: NumbersToKeep,
): Promise<Publication> {
  const { id, version } = rule.definition;
  const row = await tx
    .insertInto("publication")
    .values({
      wave_id: wave.id,
      kind: reason === undefined ? "published" : "restated",
      definition_id: id,
      definition_version: version,
      definition_hash: rule.hash,
      data_version: dataVersion,
      as_of: new Date(asOf),
      hash: readingsHash(readings),
      reason: reason ?? null,
      published_by: by.userId,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning("id")
    .executeTakeFirst();
  if (!row)
    throw new AppError("conflict", "The numbers of this wave are kept already: read them, or restate them.");
  await insertReadings(tx, row.id, readings);
  for (const [level, passport] of passports)
    await tx
      .insertInto("publication_passport")
      .values({ publication_id: row.id, level, passport: JSON.stringify(passport) })
      .execute();
  await writeAudit(tx, {
    action: "wave.changed",
    actorId: by.userId,
    subject: `wave:${wave.id}`,
    detail: {
      deed: reason === undefined ? "readings-published" : "readings-restated",
      definition: `${id}@${version}`,
      readings: readings.length,
    },
  });
  return { id: row.id, readings: readings.length, definition: { id, version } };
}

/**
 * Keeps the numbers of a settled wave as they are shown, for good, with the passports to compute them again: under the
 * definition in force, once, or restated under another beside it.
 * @throws AppError `conflict` unless the wave is closed or published, and when these numbers are kept already
 */
export async function publishReadings(
  sources: Sources,
  by: WaveManager,
  request: Request,
): Promise<Publication> {
  const numbers = await numbersToKeep(sources, request);
  return sources.db.transaction().execute((tx) => keepNumbers(tx, by, numbers));
}
