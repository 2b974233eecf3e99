import { basesOfDefinition, columnsOfDefinition } from "#analytics/columns-of-definition.ts";
import { evaluate } from "#analytics/evaluate.ts";
import type { IndexDefinition } from "#analytics/index-definition.ts";
import type { Cell, Moments, Stratum } from "#analytics/moments.ts";
import { accumulate, type PairSums, pairSums } from "#analytics/pair-sums.ts";
import type { Reading } from "#analytics/reading.ts";
import { PRIVACY_FLOOR, screenReading } from "#analytics/screen-reading.ts";
import type { Database } from "#server/database/connection.ts";
import { statementsOf } from "#server/database/statements.ts";
import type { CodeBookEntry } from "#surveys/code-book.ts";
import { frameStrata } from "../frame/frame-strata.ts";
import type { WaveManager } from "../wave-manager.ts";
import { waveQuestionnaire } from "../wave-questionnaire.ts";
import { type CodedAnswer, readCodedAnswers } from "./read-coded-answers.ts";

/** The index of a place under three answers to "what counts". */
export type ScoreEffect = {
  /** {} for the whole, { region } or { project } with the unit's number as text. */
  readonly group: Readonly<Record<string, string>>;
  /** As shown: everything that counts, marked or not. */
  readonly counted: Reading;
  /** Without the marked ones. */
  readonly unmarked: Reading;
  /** With those that were isolated or voided. */
  readonly received: Reading;
};

const SORTS = ["ok", "flagged", "out"] as const;
type Sort = (typeof SORTS)[number];

const VARIANTS = {
  counted: ["ok", "flagged"],
  unmarked: ["ok"],
  received: ["ok", "flagged", "out"],
} as const satisfies Readonly<Record<string, readonly Sort[]>>;

function sortOf({ quality }: CodedAnswer): Sort {
  return quality === "ok" || quality === "flagged" ? quality : "out";
}

/** Adds a batch to the sums, whose cells are strata times sorts. */
function addBatch(
  sums: PairSums,
  codeBook: readonly CodeBookEntry[],
  placeOf: ReadonlyMap<string, number>,
  answers: readonly CodedAnswer[],
): void {
  const rows = answers.flatMap((answer) => {
    const stratum = placeOf.get(`${answer.projectId}|${answer.phase}`);
    return stratum === undefined || answer.brokenOff || answer.weightingExempt
      ? []
      : [{ answer, cell: stratum * SORTS.length + SORTS.indexOf(sortOf(answer)) }];
  });
  const items = new Map(
    codeBook.map(({ item }, place) => [
      item,
      Uint8Array.from(rows, ({ answer }) => answer.codes[place] ?? 0),
    ]),
  );
  accumulate(sums, { cell: Uint32Array.from(rows, ({ cell }) => cell), items }, 1);
}

function momentsOf(sums: PairSums, strata: readonly Stratum[], sorts: readonly Sort[]): Moments {
  const cells: Cell[] = [];
  const answered = strata.map((stratum, place) => {
    let respondents = 0;
    for (const sort of sorts) {
      const own = sums.cells[place * SORTS.length + SORTS.indexOf(sort)];
      if (own === undefined || own.respondents === 0) continue;
      respondents += own.respondents;
      const { region = "", project = "", phase = "" } = stratum;
      cells.push({ stratum: stratum.key, group: { region, project, phase }, ...own });
    }
    return { ...stratum, respondents };
  });
  return { columns: sums.columns, bases: sums.bases, strata: answered, cells };
}

/** What may be told of one place under one answer to "what counts": fewer answers than the minimum are no score, here as elsewhere. */
function told(reading: Reading, minimum: number): Reading {
  const n = reading.n ?? 0;
  return screenReading(reading, n < PRIVACY_FLOOR ? "hidden" : n < minimum ? "n-only" : "shown", minimum);
}

/**
 * What the marks do to a score: the definition's index of the whole, every region and every project, as it counts,
 * without the marked answers, and with everything that came in. For those who run the wave and read single answers to
 * judge them: too few answers have no score, what could be subtracted is not hidden from them.
 */
export async function scoreEffect(
  db: Database,
  _by: WaveManager,
  waveId: number,
  definition: IndexDefinition,
): Promise<readonly ScoreEffect[]> {
  const effects = await effectOfMarks(db, waveId, definition, [[], ["region"], ["project"]]);
  const { minimumAnswers } = definition;
  return effects.map(({ group, counted, unmarked, received }) => ({
    group,
    counted: told(counted, minimumAnswers),
    unmarked: told(unmarked, minimumAnswers),
    received: told(received, minimumAnswers),
  }));
}

/** `scoreEffect` of the groups asked for; the whole alone may be shown to everybody. */
export async function effectOfMarks(
  db: Database,
  waveId: number,
  definition: IndexDefinition,
  groups: readonly (readonly string[])[],
): Promise<readonly ScoreEffect[]> {
  const compiled = await waveQuestionnaire(db, waveId);
  const strata = (await frameStrata(db, waveId)).map(
    ({ projectId, regionId, phase, owners }): Stratum => ({
      key: `${projectId}|${phase}`,
      population: owners,
      respondents: 0,
      project: String(projectId),
      region: String(regionId ?? ""),
      phase,
    }),
  );
  const placeOf = new Map(strata.map(({ key }, place) => [key, place]));
  const sums = pairSums(columnsOfDefinition(definition), basesOfDefinition(definition), compiled.codeBook);
  await db.transaction().execute(async (tx) => {
    for await (const batch of readCodedAnswers(statementsOf(tx), waveId))
      addBatch(sums, compiled.codeBook, placeOf, batch);
  });
  const variants = Object.entries(VARIANTS).map(([name, sorts]) => {
    const moments = momentsOf(sums, strata, sorts);
    const readings = groups.flatMap((by) => evaluate(definition, moments, { by }));
    const ofIndex = readings.filter(({ node }) => node === definition.tree.id);
    return [name, new Map(ofIndex.map((reading) => [JSON.stringify(reading.group), reading]))] as const;
  });
  const [counted, unmarked, received] = variants.map(([, readings]) => readings);
  return [...(received ?? [])].flatMap(([key, all]): ScoreEffect[] => {
    const own = counted?.get(key);
    const clean = unmarked?.get(key);
    return own && clean ? [{ group: all.group, counted: own, unmarked: clean, received: all }] : [];
  });
}
