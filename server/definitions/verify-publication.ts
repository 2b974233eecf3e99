import type { Reading } from "#analytics/reading.ts";
import { AppError } from "#server/app-error.ts";
import type { Database } from "#server/database/connection.ts";
import type { Sources } from "#server/indicators/sources.ts";
import { makeWaveTable } from "#server/indicators/wave-table.ts";
import { readWave } from "#server/waves/wave-facts.ts";
import { readDefinitionRecord } from "./definition-record.ts";
import { readingsHash, type StoredReading, storedReadings } from "./publish-readings.ts";

/** A publication as it was written down. */
export type PublicationFacts = {
  readonly id: number;
  readonly waveId: number;
  readonly kind: "published" | "restated";
  readonly definition: { readonly id: string; readonly version: number; readonly hash: string };
  readonly dataVersion: string;
  readonly asOf: string;
  readonly hash: string;
  readonly reason: string | null;
  readonly publishedAt: string;
};

/** What is kept of the waves, oldest first. */
export async function publicationsOf(
  db: Database,
  waveIds: readonly number[],
): Promise<readonly PublicationFacts[]> {
  if (waveIds.length === 0) return [];
  const rows = await db
    .selectFrom("publication")
    .selectAll()
    .where("wave_id", "in", [...waveIds])
    .orderBy("id")
    .execute();
  return rows.map((row) => ({
    id: row.id,
    waveId: row.wave_id,
    kind: row.kind as PublicationFacts["kind"],
    definition: { id: row.definition_id, version: row.definition_version, hash: row.definition_hash },
    dataVersion: row.data_version,
    asOf: row.as_of.toISOString(),
    hash: row.hash.toString("hex"),
    reason: row.reason,
    publishedAt: row.published_at.toISOString(),
  }));
}

type Row = {
  readonly unit: string;
  readonly phase: string;
  readonly node: string;
  readonly state: string;
} & Readonly<
  Record<"value" | "se" | "df" | "low" | "high" | "n" | "population" | "neff" | "coverage", number | null>
>;

function storedOf({ unit, phase, node, state, ...figures }: Row): StoredReading {
  const known = (name: keyof typeof figures) => figures[name] ?? undefined;
  const reading: Reading = {
    group: {},
    node,
    value: known("value"),
    se: known("se"),
    df: known("df"),
    low: known("low"),
    high: known("high"),
    n: known("n"),
    population: known("population"),
    populationCovered: undefined,
    neff: known("neff"),
    coverage: known("coverage"),
    state: state as Reading["state"],
  };
  return { unit, phase, reading };
}

/** The kept numbers of a publication, of one node or of all, in their order. */
export async function keptReadings(
  db: Database,
  publicationId: number,
  node?: string,
): Promise<readonly StoredReading[]> {
  let query = db
    .selectFrom("published_reading")
    .select([
      "unit",
      "phase",
      "node",
      "state",
      "value",
      "se",
      "df",
      "low",
      "high",
      "n",
      "population",
      "neff",
      "coverage",
    ])
    .where("publication_id", "=", publicationId);
  if (node !== undefined) query = query.where("node", "=", node);
  const rows = await query.execute();
  return rows
    .map(storedOf)
    .toSorted(
      (a, b) =>
        compare(`${a.unit}/${a.phase}`, `${b.unit}/${b.phase}`) || compare(a.reading.node, b.reading.node),
    );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

export type Verification = {
  readonly publication: PublicationFacts;
  readonly compared: number;
  /** Numbers that come out otherwise now, as unit/phase/node. */
  readonly different: readonly string[];
  /** Whether the kept rows are those that were written. */
  readonly untouched: boolean;
};

/** Sums of doubles in another order may end in another last bit; anything more is another number. */
const LAST_BITS = 1e-12;

function same(then: number | undefined, now: number | undefined): boolean {
  if (then === undefined || now === undefined) return then === now;
  return Math.abs(then - now) <= LAST_BITS * Math.max(1, Math.abs(then));
}

/**
 * Computes a publication again from the record and holds it against what was kept.
 * @throws AppError `not_found`
 */
export async function verifyPublication(sources: Sources, publicationId: number): Promise<Verification> {
  const { db } = sources;
  const row = await db
    .selectFrom("publication")
    .select("wave_id")
    .where("id", "=", publicationId)
    .executeTakeFirst();
  if (!row) throw new AppError("not_found", "There is no such publication: choose one from the list.");
  const publication = (await publicationsOf(db, [row.wave_id])).find(({ id }) => id === publicationId);
  if (!publication) throw new Error("a publication vanished while it was read");
  const wave = await readWave(db, row.wave_id);
  const { definition, hash } = await readDefinitionRecord(
    db,
    publication.definition.id,
    publication.definition.version,
  );
  const request = { waveId: wave.id, questionnaire: wave.questionnaireId };
  const now = new Map(
    storedReadings(await makeWaveTable(sources, { definition, hash }, request)).map((stored) => [
      `${stored.unit}/${stored.phase}/${stored.reading.node}`,
      stored.reading,
    ]),
  );
  const kept = await keptReadings(db, publicationId);
  const different = kept.flatMap(({ unit, phase, reading }) => {
    const key = `${unit}/${phase}/${reading.node}`;
    const other = now.get(key);
    const figures = ["value", "se", "low", "high", "n"] as const;
    const holds =
      other?.state === reading.state && figures.every((figure) => same(reading[figure], other[figure]));
    return holds ? [] : [key];
  });
  return {
    publication,
    compared: kept.length,
    different,
    untouched: readingsHash(kept).toString("hex") === publication.hash,
  };
}
