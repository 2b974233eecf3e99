import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { OWNER_SATISFACTION } from "#analytics/definitions/registry.ts";
import { cellView } from "#server/indicators/cell-view.ts";
import type { Sources } from "#server/indicators/sources.ts";
import { makeScope, type Scope } from "#server/scope/scope.ts";
import { OWNER_PHASES } from "#surveys/owner-phase.ts";
import { publishOther, tilted } from "#tests/other-version.ts";
import { type House, openHouse } from "#tests/security/house.ts";
import { type SmallWaves, writeSmallWaves } from "#tests/security/small-wave.ts";
import type { CrosstabQuery } from "./crosstab-query.ts";
import { crosstabView } from "./crosstab-view.ts";

let house: House;
let waves: SmallWaves;
let sources: Sources;
let analyst: Scope;
let head: Scope;

const NOW = new Date("2026-01-20T04:00:00Z");
const BRANCHES = OWNER_SATISFACTION.tree.combine ?? [];

/** Three times what a branch of the root weighs, if it is the first. */
function heavier(id: string, weight = 0): number {
  return id === BRANCHES[0]?.id ? 3 * weight : weight;
}

beforeAll(async () => {
  house = await openHouse();
  waves = await writeSmallWaves(house);
  sources = { db: house.record.db, analysis: await house.analysis };
  const scopeOf = async (role: "hq_analyst" | "hq_head") => {
    const grant = { role, unitId: house.unit("G"), validFrom: "2025-01-01" };
    return makeScope(sources.db, await house.person(`${role}@example.cn`, grant), "2026-01-20");
  };
  [analyst, head] = [await scopeOf("hq_analyst"), await scopeOf("hq_head")];
  const { tree, phaseWeights = {} } = OWNER_SATISFACTION;
  const people = { analyst, head };
  await publishOther(sources.db, people, 2027, {
    tree: { ...tree, combine: BRANCHES.map((each) => ({ ...each, weight: heavier(each.id, each.weight) })) },
    phaseWeights: Object.fromEntries(
      Object.entries(phaseWeights).map(([phase, weights]) => [
        phase,
        Object.fromEntries(Object.entries(weights).map(([id, weight]) => [id, heavier(id, weight)])),
      ]),
    ),
  });
  await publishOther(sources.db, people, 2028, { tree: tilted(tree) });
});
afterAll(() => house.close());

function ask(query: Omit<Partial<CrosstabQuery>, "unit">, code = "G") {
  const full = { rows: "phase", measure: "mean", wave: waves.now, ...query } as const;
  return crosstabView(sources, head, { ...full, unit: house.unit(code) });
}

type View = Awaited<ReturnType<typeof ask>>;

function cellsOf(view: View) {
  return view.rows.flatMap((row, at) =>
    view.columns.map((column, place) => {
      const cell = view.cells[at]?.[place];
      if (cell === undefined) throw new Error("a table has all its cells");
      return { key: `${row.key} ${column.key}`, row, cell };
    }),
  );
}

describe("free cuts under another rule than that of the time", () => {
  test("say under which they are, and which was in force", async () => {
    const { passport } = await ask({ rule: 2 });
    expect(passport).toMatchObject({ definition: { version: 2 }, restatedFrom: 1 });
    expect((await ask({})).passport).toMatchObject({ definition: { version: 1 }, restatedFrom: null });
  });

  test("are the numbers of the other screens, of all answers and by mode", async () => {
    let seen = 0;
    for (const rule of [2, 3])
      for (const mode of [undefined, "web", "phone"] as const)
        for (const code of ["G", "RA", "A1"]) {
          const unit = house.unit(code);
          const table = await ask({ rule, rows: "node", ...(mode && { mode }) }, code);
          for (const { row, cell } of cellsOf(table)) {
            const node = row.node?.id ?? "";
            const asked = { unit, rule, node, wave: waves.now, organisation: "then" } as const;
            const { reading } = await cellView(sources, head, { ...asked, ...(mode && { mode }) }, NOW);
            const { value, n, state } = reading;
            expect({ rule, mode, code, node, ...cell }).toMatchObject({ value, n, state });
            seen += value === null ? 0 : 1;
          }
        }
    expect(seen).toBeGreaterThan(60);
  });

  test("hide what is hidden under the rule of the time, and move where a weight above what is shown moved", async () => {
    let [moved, hidden] = [0, 0];
    for (const query of [
      { rows: "product_type" },
      { rows: "batch" },
      { rows: "phase", columns: "mode" },
      { rows: "mode", columns: "product_type" },
    ] as const) {
      const then = new Map(cellsOf(await ask(query)).map(({ key, cell }) => [key, cell]));
      for (const { key, cell } of cellsOf(await ask({ ...query, rule: 2 }))) {
        const was = then.get(key);
        if (was?.value == null) {
          expect(cell.value).toBeNull();
          hidden += 1;
        } else if (cell.value !== null && Math.abs(cell.value - was.value) > 1e-9) moved += 1;
      }
    }
    expect(moved).toBeGreaterThan(3);
    expect(hidden).toBeGreaterThan(0);
  });

  test("are the new weights over the shown dimensions, in crossed tables too", async () => {
    let seen = 0;
    for (const phase of OWNER_PHASES)
      for (const mode of ["web", "phone"] as const) {
        const query = { rows: "node", mode, phase } as const;
        const then = new Map(cellsOf(await ask(query)).map(({ row, cell }) => [row.node?.id ?? "", cell]));
        const now = cellsOf(await ask({ ...query, rule: 2 })).find(
          ({ row }) => row.node?.id === OWNER_SATISFACTION.tree.id,
        )?.cell;
        const weights = OWNER_SATISFACTION.phaseWeights?.[phase];
        const parts = BRANCHES.map(({ id, weight }) => ({
          cell: then.get(id),
          weight: heavier(id, weights === undefined ? weight : weights[id]),
        }));
        if (
          now?.value == null ||
          parts.some(({ cell }) => cell?.state === "hidden" || cell?.state === "n-only")
        )
          continue;
        const known = parts.flatMap(({ cell, weight }) =>
          cell?.value == null ? [] : [{ value: cell.value, weight }],
        );
        const all = known.reduce((sum, { weight }) => sum + weight, 0);
        const mean = known.reduce((sum, { value, weight }) => sum + value * weight, 0) / all;
        expect(now.value).toBeCloseTo(mean, 6);
        seen += 1;
      }
    expect(seen).toBeGreaterThan(0);
  });

  test("tell nothing of crossed indices whose items moved: with the rule of the time they would be solved for", async () => {
    const query = { rows: "phase", columns: "mode" } as const;
    const then = new Map(cellsOf(await ask(query)).map(({ key, cell }) => [key, cell.value]));
    for (const { key, row, cell } of cellsOf(await ask({ ...query, rule: 3 }))) {
      const isCrossed = row.key !== "" && key.split(" ")[1] !== "";
      if (isCrossed && cell.value !== null) expect(cell.value).toBeCloseTo(then.get(key) ?? Number.NaN, 9);
    }
  });
});
