import { OWNER_SATISFACTION } from "#analytics/definitions/registry.ts";
import type { Cell, Moments } from "#analytics/moments.ts";
import { accumulate, pairSums } from "#analytics/pair-sums.ts";
import type { Analysis } from "#server/analysis/analysis.ts";
import type { MomentsRequest } from "#server/analysis/selection.ts";
import { cutTable } from "#server/explore/cut-table.ts";
import type { PublishedDefinition } from "#server/indicators/definitions.ts";
import { makeModeTables } from "#server/indicators/mode-tables.ts";
import { LEVELS } from "#server/indicators/place.ts";
import { protectReadings } from "#server/indicators/protect-readings.ts";
import type { ReadingMap } from "#server/indicators/reading-cells.ts";
import type { Sources } from "#server/indicators/sources.ts";
import { makeWaveTable, readLevels } from "#server/indicators/wave-table.ts";
import { ANNUAL } from "#surveys/questionnaires/registry.ts";
import { wavePopulation } from "./coverage-population.ts";

/**
 * What the first to look at a wave wait for where answers are few, as in the first days of fieldwork: the numbers of 5 regions,
 * 24 projects, 4 phases and every node of the shipped definition, decided what to hide of them; then the same by mode, and
 * crossed by mode and phase, product type, batch. Nothing comes from a database here: only reading and hiding is timed.
 * Usage: node bench/suppression.bench.ts [answers …]
 */
const SIZES = process.argv.length > 2 ? process.argv.slice(2).map(Number) : [300, 1_000, 3_000, 12_000];
const CUTS = {
  mode: ["web", "phone", "visit"],
  product_type: ["high-rise", "low-rise", "villa"],
  batch: ["2019", "2021", "2023"],
};
const TARGET_MS = 1_000;
const definition = OWNER_SATISFACTION;
const PUBLISHED: PublishedDefinition = { definition, hash: "bench" };

function random(seed: number): () => number {
  let state = Math.imul(seed, 0x9e3779b1) ^ 0x2545f491;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
}

type Answer = {
  readonly project: string;
  readonly region: string;
  readonly phase: string;
  readonly codes: Uint8Array;
} & Readonly<Record<keyof typeof CUTS, string>>;

/** The seeds' group, of which so many answered: what is asked of whom follows the questionnaire's routes. */
function answersOf(count: number): readonly Answer[] {
  const population = wavePopulation(20261115, Math.max(8_000, 3 * count), 0);
  const next = random(count);
  const one = <T>(values: readonly T[]) => values[Math.floor(next() * values.length)] as T;
  const owners = population.strata.flatMap(({ project, phase, region, first, owners: size }) =>
    Array.from({ length: size }, (_, at) => ({ project, phase, region, row: first + at })),
  );
  return Array.from({ length: count }, () => {
    const { row, ...place } = one(owners);
    const codes = Uint8Array.from(population.codes, (column) => column[row] ?? 0);
    const cuts = { mode: one(CUTS.mode), product_type: one(CUTS.product_type), batch: one(CUTS.batch) };
    return { ...place, codes, ...cuts };
  });
}

/** An analysis that knows these answers, summed for whatever cut is asked. */
function analysisOf(answers: readonly Answer[]): Analysis {
  const moments = async ({ by, columns, bases = [] }: MomentsRequest) => {
    const cuts = by.filter((cut) => cut in CUTS) as (keyof typeof CUTS)[];
    const keyOf = (answer: Answer) =>
      JSON.stringify([answer.project, answer.phase, ...cuts.map((cut) => answer[cut])]);
    const groups = [...Map.groupBy(answers, keyOf).values()];
    const sums = pairSums(columns, bases, ANNUAL.codeBook);
    const rows = groups.flat();
    accumulate(sums, {
      cell: Uint32Array.from(groups.flatMap((own, number) => own.map(() => number))),
      items: new Map(
        ANNUAL.codeBook.map(({ item }, at) => [item, Uint8Array.from(rows, ({ codes }) => codes[at] ?? 0)]),
      ),
    });
    const placeOf = ({ project, phase, region }: Answer) => ({ project, phase, region });
    // one project moved after the wave
    const moved = answers[0]?.project;
    const other = answers.find(({ region }) => region !== answers[0]?.region)?.region ?? "";
    const now = ({ project, region }: Answer) => (project === moved ? other : region);
    const cells = groups.flatMap(([first], number): Cell[] => {
      const own = sums.cells[number];
      if (!first || !own) return [];
      const place = { ...placeOf(first), region_current: now(first) };
      const values = Object.fromEntries(cuts.map((cut) => [cut, first[cut]]));
      return [{ ...own, stratum: `${first.project}|${first.phase}`, group: { ...place, ...values } }];
    });
    const strata = [...Map.groupBy(answers, ({ project, phase }) => `${project}|${phase}`)].map(
      ([key, own]) => {
        const place = placeOf(own[0] as Answer);
        const population = 3 * own.length + place.project.length;
        const group = { region_current: now(own[0] as Answer) };
        return { key, population, respondents: own.length, ...place, group };
      },
    );
    const made: Moments = { columns, bases, strata, cells };
    return { moments: made, dataVersion: "bench", asOf: "" };
  };
  return { moments } as unknown as Analysis;
}

async function timed<T>(name: string, work: () => Promise<T> | T): Promise<{ made: T; busy: number }> {
  const start = process.cpuUsage();
  const clock = performance.now();
  const made = await work();
  const { user } = process.cpuUsage(start);
  const busy = user / 1000;
  console.log(
    `  ${name.padEnd(34)} ${(performance.now() - clock).toFixed(0).padStart(7)} ms, ${busy.toFixed(0).padStart(7)} ms busy`,
  );
  return { made, busy };
}

function shownShare(tables: Iterable<{ readonly shown: ReadingMap }>): string {
  const readings = [...tables].flatMap(({ shown }) =>
    [...shown.values()].flatMap((nodes) => [...nodes.values()]),
  );
  const told = readings.filter(({ value }) => value !== undefined).length;
  const withheld = readings.filter(({ state }) => state === "hidden" || state === "n-only").length;
  return `${told.toLocaleString("en")} values shown, ${withheld.toLocaleString("en")} places not`;
}

let slowest = 0;
const request = { waveId: 1, questionnaire: "annual" };
for (const size of SIZES) {
  // the database is only asked for measures, of which the definition has none
  const sources = { db: undefined, analysis: analysisOf(answersOf(size)) } as unknown as Sources;
  console.log(`\n${size.toLocaleString("en")} answers`);
  const { moments } = (await sources.analysis.moments({
    questionnaire: "annual",
    waveIds: [1],
    by: [],
    columns: [],
  })) as { moments: Moments };
  if (moments.strata.length === 0) throw new Error("nobody answered");
  const { made: whole } = await timed("a wave's table", () => makeWaveTable(sources, PUBLISHED, request));
  const found = readLevels(whole.definitions, whole.moments, LEVELS, "finite");
  const hiding = await timed("  of it: what to hide", () =>
    protectReadings({ definition, strata: whole.moments.strata, places: found.places }, found.readings),
  );
  console.log(`  ${shownShare([whole])}`);
  const modes = await timed("the same by mode", () => makeModeTables(sources, PUBLISHED, request, whole));
  const asked = { sources, published: PUBLISHED, request, whole, classMinimum: definition.minimumAnswers };
  const phases = await timed("mode × phase", () => cutTable(asked, ["mode"], true));
  const types = await timed("product type", () => cutTable(asked, ["product_type"], false));
  const double = await timed("mode × product type", () => cutTable(asked, ["mode", "product_type"], false));
  const triple = await timed("mode × product type × phase", () =>
    cutTable(asked, ["mode", "product_type"], true),
  );
  console.log(`  by mode: ${shownShare(modes.made.values())}`);
  console.log(`  mode × phase: ${shownShare(phases.made.parts.values())}`);
  console.log(`  product type: ${shownShare(types.made.parts.values())}`);
  console.log(`  mode × product type: ${shownShare(double.made.parts.values())}`);
  console.log(`  mode × product type × phase: ${shownShare(triple.made.parts.values())}`);
  slowest = Math.max(slowest, ...[hiding, modes, phases, types, double, triple].map(({ busy }) => busy));
}
console.log(
  `\n${slowest <= TARGET_MS ? "target met" : "TARGET MISSED"}: no table takes longer than ${TARGET_MS} ms of the processor`,
);
if (slowest > TARGET_MS) process.exitCode = 1;
