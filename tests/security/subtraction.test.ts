import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { nodesOf } from "#analytics/columns-of-definition.ts";
import { OWNER_SATISFACTION } from "#analytics/definitions/registry.ts";
import { readingsTable } from "#server/exports/readings-table.ts";
import { dataOf, type House, openHouse } from "./house.ts";
import { type SmallWaves, writeSmallWaves } from "./small-wave.ts";

type Seen = { readonly state: string; readonly n: number | null; readonly value: number | null };
type Heat = {
  readonly columns: {
    readonly role: string;
    readonly unit: { code: string } | null;
    readonly phase: string | null;
  }[];
  readonly rows: { readonly node: { id: string }; readonly cells: Seen[] }[];
};
/** A sum a reader can form; without weights those of the whole are the sum of the parts'. */
type Sum = {
  readonly whole: string;
  readonly parts: readonly string[];
  readonly weights?: readonly number[];
};

const PARTS: Readonly<Record<string, readonly string[]>> = {
  G: ["RA", "RB"],
  RA: ["A1", "A2", "A3"],
  RB: ["B1", "B2"],
};
const UNITS = ["G", "RA", "RB", "A1", "A2", "A3", "B1", "B2"];
const PHASES = ["P", "R", "S", "O"];
const MODES = ["web", "phone", "visit"];
const NODES = [
  ...nodesOf(OWNER_SATISFACTION.tree).map(({ id }) => id),
  ...Object.keys(OWNER_SATISFACTION.items),
  "loyalty",
  "NPS",
];

let house: House;
let waves: SmallWaves;
/** Everything the widest reader was shown, by unit, phase, mode and node. */
const seen = new Map<string, Seen>();

function at(unit: string, phase: string, mode: string, node: string): string {
  return `${unit}/${phase}/${mode}/${node}`;
}

beforeAll(async () => {
  house = await openHouse();
  waves = await writeSmallWaves(house);
  await house.person("hq@example.cn", { role: "hq_head", unitId: house.unit("G") });
  const hq = house.as(await house.signIn("hq@example.cn"));
  for (const unit of ["G", "RA", "RB", "A1", "A2", "A3", "B1", "B2"]) {
    for (const phase of ["", ...PHASES]) {
      for (const mode of ["", ...MODES]) {
        const filters = { ...(phase ? { phase } : {}), ...(mode ? { mode } : {}) };
        for (const organisation of mode ? ["then"] : ["then", "now"]) {
          const heat = dataOf<Heat>(
            await hq.query("indicators.heat", { unit: house.unit(unit), organisation, ...filters }),
          );
          for (const { node, cells } of heat.rows)
            for (const [place, cell] of cells.entries()) {
              const column = heat.columns[place];
              const key = at(column?.unit?.code ?? unit, column?.phase ?? "", mode, node.id);
              const known = seen.get(key);
              if (known)
                expect([known.state, known.n, known.value], key).toEqual([cell.state, cell.n, cell.value]);
              seen.set(key, cell);
            }
        }
      }
    }
  }
});
afterAll(() => house.close());

function sums(): Sum[] {
  const found: Sum[] = [];
  for (const node of NODES) {
    for (const mode of ["", ...MODES]) {
      for (const phase of ["", ...PHASES])
        for (const [whole, parts] of Object.entries(PARTS))
          found.push({
            whole: at(whole, phase, mode, node),
            parts: parts.map((part) => at(part, phase, mode, node)),
          });
      for (const unit of UNITS)
        found.push({
          whole: at(unit, "", mode, node),
          parts: PHASES.map((phase) => at(unit, phase, mode, node)),
        });
    }
    for (const unit of UNITS)
      for (const phase of ["", ...PHASES])
        found.push({
          whole: at(unit, phase, "", node),
          parts: MODES.map((mode) => at(unit, phase, mode, node)),
        });
  }
  return found;
}

function alongTree(): Sum[] {
  return nodesOf(OWNER_SATISFACTION.tree).flatMap((node) =>
    UNITS.flatMap((unit) =>
      ["", ...PHASES].map((phase): Sum => {
        const own = node.id === "TOTAL" && phase ? OWNER_SATISFACTION.phaseWeights?.[phase] : undefined;
        const children = [
          ...(node.combine ?? []).map((child) => [child.id, own?.[child.id] ?? child.weight ?? 0] as const),
          ...Object.entries(node.items ?? {}),
        ].filter(([, weight]) => weight > 0);
        return {
          whole: at(unit, phase, "", node.id),
          parts: children.map(([id]) => at(unit, phase, "", id)),
          weights: children.map(([, weight]) => weight),
        };
      }),
    ),
  );
}

/** Works out whatever one unknown at a time allows. Absent cells (nobody was asked) count as nothing. */
function peel(
  known: Map<string, number>,
  absent: (key: string) => boolean,
  equations: readonly Sum[],
): Set<string> {
  const derived = new Set<string>();
  for (let more = true; more; ) {
    more = false;
    for (const { whole, parts } of equations) {
      const alive = parts.filter((part) => !absent(part));
      const unknown = [whole, ...alive].filter((key) => !known.has(key));
      const [key] = unknown;
      if (unknown.length !== 1 || key === undefined || alive.length === 0 || absent(whole)) continue;
      const total = alive.reduce((sum, part) => sum + (known.get(part) ?? 0), 0);
      known.set(key, key === whole ? total : (known.get(whole) ?? 0) - total);
      derived.add(key);
      more = true;
    }
  }
  return derived;
}

const isAbsent = (of: ReadonlyMap<string, Seen>) => (key: string) =>
  (of.get(key)?.state ?? "undefined") === "undefined";
const absent = isAbsent(seen);

/** What `ov export readings` writes of a wave, by unit, phase and node as the screens know them. */
async function exported(id: number, year: number): Promise<Map<string, Seen>> {
  const { db } = house.record;
  const units = await db.selectFrom("org_unit").select(["code", "name"]).execute();
  const codeOf = new Map(units.map(({ code, name }) => [name, code]));
  const table = await readingsTable(
    { db, analysis: await house.analysis },
    { questionnaire: "annual", waves: [{ id, year, cutoffOn: `${year}-11-30` }], definition: undefined },
  );
  const places = new Map(table.columns.map(({ name }, place) => [name, place]));
  const rows = new Map<string, Seen>();
  for await (const row of table.rows) {
    const cell = (name: string) => row[places.get(name) ?? -1] ?? null;
    if (cell("level") === "region_current") continue;
    const unit = cell("unit") === null ? "G" : (codeOf.get(String(cell("unit"))) ?? "");
    const key = at(unit, String(cell("phase") ?? ""), "", String(cell("node")));
    const { n, value } = { n: cell("n"), value: cell("value") };
    rows.set(key, { state: String(cell("state")), n: n as number | null, value: value as number | null });
  }
  return rows;
}

describe("subtracting what is shown", () => {
  it("begins with cells that are hidden, and many that are not", () => {
    const states = Map.groupBy(seen.values(), ({ state }) => state);
    for (const state of ["full", "indicative", "n-only", "hidden"])
      expect(states.get(state)?.length ?? 0, state).toBeGreaterThan(20);
    for (const { state, n, value } of seen.values()) {
      if (state === "hidden") expect([n, value]).toEqual([null, null]);
      if (state === "n-only") expect([n !== null && n >= 5 && n < 10, value]).toEqual([true, null]);
      if (value !== null) expect(n).toBeGreaterThanOrEqual(10);
    }
  });

  it("finds no hidden number of answers", () => {
    const known = new Map([...seen].flatMap(([key, { n }]) => (n === null ? [] : [[key, n] as const])));
    expect([...peel(known, absent, sums())]).toEqual([]);
  });

  it("finds no hidden value through units, phases and modes", () => {
    // whoever knows every value but one of a sum knows that one, whatever the weights: it is enough that it stands alone
    const known = new Map(
      [...seen].flatMap(([key, { value }]) => (value === null ? [] : [[key, 1] as const])),
    );
    expect([...peel(known, absent, sums())]).toEqual([]);
  });

  it("finds no hidden value through what an index is made of", () => {
    const known = new Map(
      [...seen].flatMap(([key, { value }]) => (value === null ? [] : [[key, 1] as const])),
    );
    expect([...peel(known, absent, alongTree())]).toEqual([]);
  });

  it("finds nothing in the exports of either wave, nor in both waves together", async () => {
    const files = [await exported(waves.before, 2024), await exported(waves.now, 2025)];
    for (const file of files) {
      const plain = sums().filter(({ whole, parts }) =>
        [whole, ...parts].every((key) => file.has(key) || isAbsent(file)(key)),
      );
      expect([...file.values()].filter(({ state }) => state === "hidden").length).toBeGreaterThan(20);
      const of = (secret: "n" | "value") =>
        new Map([...file].flatMap(([key, each]) => (each[secret] === null ? [] : [[key, 1] as const])));
      expect([...peel(of("n"), isAbsent(file), plain)]).toEqual([]);
      expect([...peel(of("value"), isAbsent(file), plain)]).toEqual([]);
      expect([...peel(of("value"), isAbsent(file), alongTree())]).toEqual([]);
    }
    // a cell that is hidden on a screen is hidden in its file: two looks are not more than one
    const now = files[1] ?? new Map<string, Seen>();
    let hidden = 0;
    for (const [key, { state }] of seen) {
      if (key.split("/")[2] !== "" || state !== "hidden") continue;
      hidden++;
      expect([key, now.get(key)?.state]).toEqual([key, "hidden"]);
    }
    expect(hidden).toBeGreaterThan(20);
  });

  it("finds nothing in a drawer that the table hides", async () => {
    const hq = house.as(await house.signIn("hq@example.cn"));
    for (const unit of UNITS) {
      for (const node of ["TOTAL", "D4", "D5", "Y35", "Y01"]) {
        const input = { unit: house.unit(unit), node };
        const drawer = dataOf<{
          phases: { phase: string; reading: Seen }[];
          parts: { node: { id: string }; reading: Seen }[];
          distribution: {
            item: { id: string };
            reading: Seen;
            answers: unknown[] | null;
            asidePer100: number | null;
          }[];
        }>(await hq.query("indicators.cell", input));
        for (const { phase, reading } of drawer.phases)
          expect(reading.value, `${unit} ${phase} ${node}`).toBe(
            seen.get(at(unit, phase, "", node))?.value ?? null,
          );
        for (const part of drawer.parts)
          expect(part.reading.value).toBe(seen.get(at(unit, "", "", part.node.id))?.value ?? null);
        for (const { reading, answers, asidePer100, item } of drawer.distribution) {
          expect(reading.value).toBe(seen.get(at(unit, "", "", item.id))?.value ?? null);
          if (reading.value === null) expect([answers, asidePer100]).toEqual([null, null]);
        }
      }
    }
  });
});
