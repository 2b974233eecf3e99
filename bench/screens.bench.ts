import { openAnalysis } from "#server/analysis/analysis.ts";
import { openRecord } from "#server/database/connection.ts";
import { cellView } from "#server/indicators/cell-view.ts";
import { heatView } from "#server/indicators/heat-view.ts";
import { homeView } from "#server/indicators/home-view.ts";
import { ensureShippedDefinitions } from "#server/indicators/shipped-definitions.ts";
import { createPerson } from "#server/people/create-person.ts";
import { makeScope } from "#server/scope/scope.ts";
import { shanghaiDate } from "#surveys/calendar-date.ts";
import { generatedRecord } from "./generated-record.ts";

/**
 * Server time of the screens of a region at a size: Home, the heat table and a drawer, scope, protection and verdicts
 * included. First on fresh data, when a wave's table is made; then again; then after new answers, when only the wave
 * they belong to is made anew. Usage: node bench/screens.bench.ts [responses]
 */
const [count = 1_000_000] = process.argv.slice(2).map(Number);
const ROUNDS = 30;

function shown(name: string, times: readonly number[]): number {
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
  console.log(`${name.padEnd(34)} median ${at(0.5).toFixed(1)} ms, p95 ${at(0.95).toFixed(1)} ms`);
  return at(0.95);
}

async function timed(work: () => Promise<unknown>, rounds: number): Promise<number[]> {
  const taken: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const start = performance.now();
    await work();
    taken.push(performance.now() - start);
  }
  return taken;
}

const generated = await generatedRecord(count);
const record = openRecord(generated.url, { max: 4 });
try {
  const { db } = record;
  const analysis = await openAnalysis({ record });
  await ensureShippedDefinitions(db);
  await db.updateTable("wave").set({ state: "published" }).execute();
  await analysis.load();
  const region = await db
    .selectFrom("org_unit")
    .select("id")
    .where("kind", "=", "region")
    .orderBy("id")
    .executeTakeFirstOrThrow();
  const person = {
    name: "head",
    email: "head@example.cn",
    password: "not used here",
    mustChangePassword: false,
  };
  const grants = [{ role: "region_head", unitId: region.id }] as const;
  const id = await createPerson(db, { ...person, grants }, null);
  const scope = await makeScope(db, id, shanghaiDate(new Date()));
  const sources = { db, analysis };
  const query = { unit: region.id, organisation: "then" } as const;
  const screens = {
    home: () => homeView(sources, scope, query, new Date()),
    heat: () => heatView(sources, scope, { ...query, by: "unit" }),
    drawer: () => cellView(sources, scope, { ...query, node: "D4" }, new Date()),
  };
  console.log(`${count} responses`);
  for (const [name, screen] of Object.entries(screens)) shown(`${name}, first`, await timed(screen, 1));
  const again = [];
  for (const [name, screen] of Object.entries(screens))
    again.push(shown(`${name}, again`, await timed(screen, ROUNDS)));
  const fresh: number[] = [];
  for (let round = 0; round < 5; round++) {
    await generated.addResponses(100);
    await analysis.load();
    fresh.push(...(await timed(screens.heat, 1)));
  }
  shown("heat, first after new answers", fresh);
  await analysis.close();
  const met = Math.max(...again) <= 50;
  console.log(met ? "target met: p95 ≤ 50 ms" : "TARGET MISSED: p95 ≤ 50 ms");
  if (!met) process.exitCode = 1;
} finally {
  await record.close();
  await generated.close();
}
