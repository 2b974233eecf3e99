import { DuckDBDataChunk, DuckDBInstance, INTEGER } from "@duckdb/node-api";
import { arrange } from "#analytics/arrange.ts";
import { basesOfDefinition, columnsOfDefinition, nodesOf } from "#analytics/columns-of-definition.ts";
import { compile } from "#analytics/compile.ts";
import { condense } from "#analytics/condense.ts";
import { OWNER_SATISFACTION } from "#analytics/definitions/registry.ts";
import { evaluate } from "#analytics/evaluate.ts";
import type { IndexDefinition, IndexNode } from "#analytics/index-definition.ts";
import { measure } from "#analytics/measure.ts";
import type { Moments } from "#analytics/moments.ts";
import { reduce } from "#analytics/reduce.ts";
import { openAnalysis } from "#server/analysis/analysis.ts";
import { openRecord } from "#server/database/connection.ts";
import { ANNUAL } from "#surveys/questionnaires/registry.ts";
import { generatedRecord, PROJECTS, REGIONS, WAVES } from "./generated-record.ts";

/**
 * A region's heat table: every node of the shipped definition with its interval for the region, its projects, the four
 * phases and each project × phase, over three waves. From the resident cube, evaluation included, against bare SQL that
 * only reads the same cells from a DuckDB table. Then new weights: from the sums condensed once, intervals included, against the
 * same table of values in plain SQL over the responses, which has to read them all again. Last a cut the cube does not have
 * (mode), against the SQL statement that reduces it.
 * Usage: node bench/heat-table.bench.ts [responses]
 */
const [count = 1_000_000] = process.argv.slice(2).map(Number);
const ROUNDS = 15;

function median(times: readonly number[]): number {
  return times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0;
}

async function rounds(work: () => Promise<unknown>, times = ROUNDS): Promise<readonly number[]> {
  await work();
  const taken: number[] = [];
  for (let round = 0; round < times; round++) {
    const start = performance.now();
    await work();
    taken.push(performance.now() - start);
  }
  return taken;
}

/** Values of every item and node by project and phase, as one writes them for DuckDB; an answer that is none counts nowhere. */
function plainHeat(definition: IndexDefinition, projects: readonly number[]): string {
  const items = ANNUAL.codeBook.filter(({ item }) => item in definition.items);
  const sums = items.flatMap(({ item, size, lowest }) => [
    `sum(case when "${item}" between 1 and ${size} then "${item}" + ${lowest - 1} else 0 end)::float as s_${item}`,
    `sum(("${item}" between 1 and ${size})::utinyint)::float as n_${item}`,
  ]);
  const scores = items.map(({ item }) => {
    const [low, high] = definition.items[item]?.scale ?? [0, 1];
    return `100 * (s_${item} / nullif(n_${item}, 0) - ${low}) / ${high - low} as ${item}`;
  });
  const mixOf = (parts: readonly (readonly [string, number])[]): string => {
    const weighted = parts.map(([name, weight]) => `coalesce(${weight}::float * "${name}", 0)`);
    const present = parts.map(
      ([name, weight]) => `case when "${name}" is null then 0 else ${weight}::float end`,
    );
    return `(${weighted.join(" + ")}) / nullif(${present.join(" + ")}, 0)`;
  };
  // from the leaves up, a select a level, so that no value is written down twice
  const depth = (node: IndexNode): number => 1 + Math.max(0, ...(node.combine ?? []).map(depth));
  const nodes = nodesOf(definition.tree);
  let from = `(select wave_id, project_id, phase, ${scores.join(", ")} from (select wave_id, project_id, phase, ${sums.join(", ")} from response_annual where counted and project_id in (${projects.join(", ")}) group by all))`;
  for (let level = 1; level <= depth(definition.tree); level++) {
    const own = nodes.filter((node) => depth(node) === level);
    const flat = own.map(({ id, combine = [], items = {} }) => {
      const parts = [
        ...combine.map((child) => [child.id, child.weight ?? 0] as const),
        ...Object.entries(items),
      ];
      return `${mixOf(parts)} as "${id}"`;
    });
    from = `(select *, ${flat.join(", ")} from ${from})`;
  }
  return `select * from ${from}`;
}

/** The definition with other weights, as a slider makes it. */
function moved(move: number): IndexDefinition {
  const combine = (OWNER_SATISFACTION.tree.combine ?? []).map((branch, at) => ({
    ...branch,
    weight: (branch.weight ?? 0) + ((37 * (move + at)) % 1000),
  }));
  return { ...OWNER_SATISFACTION, tree: { ...OWNER_SATISFACTION.tree, combine }, phaseWeights: undefined };
}

function shown(name: string, times: readonly number[]): void {
  const sorted = times.toSorted((a, b) => a - b);
  console.log(
    `${name.padEnd(44)} ${median(times).toFixed(1)} ms (${sorted[0]?.toFixed(1)}–${sorted.at(-1)?.toFixed(1)})`,
  );
}

/** The cells as rows (cell, pair, n, sum_a, sum_b, sum_ab) in a DuckDB of their own. */
async function cellTable({ cells }: Moments) {
  const instance = await DuckDBInstance.create(":memory:", { threads: "1" });
  const connection = await instance.connect();
  await connection.run(
    "create table cell_pair (wave integer, project integer, cell integer, pair integer, n integer, sum_a integer, sum_b integer, sum_ab integer)",
  );
  const appender = await connection.createAppender("cell_pair");
  for (const [number, { group, n, sumA, sumB, sumAB }] of cells.entries()) {
    const chunk = DuckDBDataChunk.create(Array(8).fill(INTEGER), n.length);
    const pairs = [...n.keys()];
    const fixed = [group.wave, group.project, number].map((value) => pairs.map(() => Number(value)));
    for (const [place, values] of [...fixed, pairs, [...n], [...sumA], [...sumB], [...sumAB]].entries()) {
      chunk.setColumnValues(place, values);
    }
    appender.appendDataChunk(chunk);
  }
  appender.closeSync();
  return {
    connection,
    close() {
      connection.closeSync();
      instance.closeSync();
    },
  };
}

const generated = await generatedRecord(count);
const record = openRecord(generated.url, { max: 4 });
try {
  const analysis = await openAnalysis({ record });
  await analysis.load();
  const waveIds = Array.from({ length: WAVES }, (_, place) => place + 1);
  const projectIds = Array.from({ length: PROJECTS }, (_, place) => 1 + REGIONS + 1 + place).filter(
    (id) => 2 + (id % REGIONS) === 2,
  );
  const columns = columnsOfDefinition(OWNER_SATISFACTION);
  const bases = basesOfDefinition(OWNER_SATISFACTION);
  const request = {
    questionnaire: "annual",
    waveIds,
    by: ["wave", "project", "phase"],
    columns,
    bases,
  } as const;
  const whole = (await analysis.moments(request)).moments;

  let readings = 0;
  const heat = await rounds(async () => {
    readings = 0;
    for (const waveId of waveIds) {
      const { moments } = await analysis.moments({ ...request, waveIds: [waveId], projectIds });
      for (const by of [[], ["project"], ["phase"], ["project", "phase"]]) {
        readings += evaluate(OWNER_SATISFACTION, moments, { by }).length;
      }
    }
  });
  const fetched = await rounds(() => analysis.moments({ ...request, projectIds }));
  const table = await cellTable(whole);
  let rows = 0;
  const bare = await rounds(async () => {
    const result = await table.connection.runAndReadAll(
      `select cell, pair, n, sum_a, sum_b, sum_ab from cell_pair where project in (${projectIds.join(", ")})`,
    );
    rows = result.getColumns()[0]?.length ?? 0;
  });
  table.close();
  console.log(
    `${count} responses, ${whole.cells.length} cells; a region: ${projectIds.length} projects × 4 phases × ${WAVES} waves, ${readings} readings with intervals, ${rows} pair sums`,
  );
  shown("heat table from the cube, evaluated", heat);
  shown("  of it: sums from the cube", fetched);
  shown("bare SQL reading the same cells", bare);
  const ratio = median(heat) / median(bare);
  console.log(`ratio to bare SQL: ${ratio.toFixed(2)}`);

  const cells = (await analysis.moments({ ...request, projectIds })).moments;
  const every = { by: ["wave", "project", "phase"] };
  const condensed = condense(arrange(OWNER_SATISFACTION, cells, every));
  let move = 0;
  const weights = await rounds(async () =>
    measure(compile(moved(move++), cells.columns, cells.bases), condensed, every),
  );
  const inSql = await rounds(() => analysis.query(plainHeat(moved(move++), projectIds)), 5);
  const cold = await rounds(async () =>
    evaluate(OWNER_SATISFACTION, (await analysis.moments({ ...request, projectIds })).moments, every),
  );
  shown("new weights, with intervals", weights);
  shown("the same values in plain SQL", inSql);
  shown("read cold from the cube, with intervals", cold);
  const faster = median(inSql) / median(weights);
  const coldRatio = median(cold) / median(inSql);
  console.log(
    `plain SQL takes ${faster.toFixed(0)} × new weights; a cold read ${coldRatio.toFixed(2)} × plain SQL`,
  );
  const [row] = await analysis.query(
    `select * from (${plainHeat(OWNER_SATISFACTION, projectIds)}) order by wave_id, project_id, phase limit 1`,
  );
  const same = evaluate({ ...OWNER_SATISFACTION, phaseWeights: undefined }, cells, {
    ...every,
    estimand: "unweighted",
  }).find(
    ({ group, node }) =>
      node === "TOTAL" &&
      group.wave === String(row?.wave_id) &&
      group.project === String(row?.project_id) &&
      group.phase === row?.phase,
  );
  if (Math.abs((same?.value ?? 0) - Number(row?.TOTAL)) > 1e-3)
    throw new Error(`plain SQL says ${String(row?.TOTAL)} where the engine says ${same?.value}`);

  let salt = 0;
  const byMode = await rounds(
    // another filter each time, so that nothing is remembered
    () =>
      analysis.moments({
        ...request,
        by: ["project", "phase", "mode"],
        filters: { from: `2000-01-${10 + salt++}` },
      }),
    3,
  );
  const { text, params } = reduce({
    table: "response_annual",
    attributes: ["wave_id", "project_id", "phase", "mode", "counted"],
    codeBook: ANNUAL.codeBook,
    by: { project: "project_id", phase: "phase", mode: "mode" },
    stratum: ["wave_id", "project_id", "phase"],
    where: [{ column: "counted", is: true }],
    columns,
    bases,
  });
  const bySql = await rounds(() => analysis.query(text, [...params]), 3);
  shown("a cut by mode, kernel over the responses", byMode);
  shown("the same by the SQL statement", bySql);
  console.log(`ratio to SQL: ${(median(byMode) / median(bySql)).toFixed(2)}`);
  await analysis.close();
  const met = median(heat) <= 50 && ratio <= 3 && faster >= 10 && coldRatio <= 1;
  console.log(
    `${met ? "targets met" : "TARGET MISSED"}: ≤ 50 ms, ≤ 3 × bare SQL, new weights ≥ 10 × faster than plain SQL, a cold read never slower`,
  );
  if (!met) process.exitCode = 1;
} finally {
  await record.close();
  await generated.close();
}
