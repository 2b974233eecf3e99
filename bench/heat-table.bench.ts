import { DuckDBDataChunk, DuckDBInstance, INTEGER } from "@duckdb/node-api";
import { basesOfDefinition, columnsOfDefinition } from "#analytics/columns-of-definition.ts";
import { OWNER_SATISFACTION } from "#analytics/definitions/registry.ts";
import { evaluate } from "#analytics/evaluate.ts";
import type { Moments } from "#analytics/moments.ts";
import { reduce } from "#analytics/reduce.ts";
import { openAnalysis } from "#server/analysis/analysis.ts";
import { openRecord } from "#server/database/connection.ts";
import { ANNUAL } from "#surveys/questionnaires/registry.ts";
import { generatedRecord, PROJECTS, REGIONS, WAVES } from "./generated-record.ts";

/**
 * A region's heat table: every node of the shipped definition with its interval for the region, its projects, the four
 * phases and each project × phase, over three waves. From the resident cube, evaluation included, against bare SQL that
 * only reads the same cells from a DuckDB table. Then a cut the cube does not have (mode), against the SQL statement that reduces it.
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
  const met = median(heat) <= 50 && ratio <= 3;
  console.log(met ? "targets met: ≤ 50 ms, ≤ 3 × bare SQL" : "TARGET MISSED: ≤ 50 ms, ≤ 3 × bare SQL");
  if (!met) process.exitCode = 1;
} finally {
  await record.close();
  await generated.close();
}
