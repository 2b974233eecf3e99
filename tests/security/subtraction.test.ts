import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readingsTable } from "#server/exports/readings-table.ts";
import { dataOf, type House, openHouse } from "./house.ts";
import { type SmallWaves, writeSmallWaves } from "./small-wave.ts";
import {
  alongTree,
  at,
  isAbsent,
  MODES,
  NODES,
  PARTS,
  PHASES,
  peel,
  type Seen,
  type Sum,
  sums,
  UNITS,
} from "./subtraction-sums.ts";

type Heat = {
  readonly columns: {
    readonly role: string;
    readonly unit: { code: string } | null;
    readonly phase: string | null;
  }[];
  readonly rows: { readonly node: { id: string }; readonly cells: Seen[] }[];
};
let house: House;
let waves: SmallWaves;
/** Everything the widest reader was shown, by unit, phase, mode and node. */
const seen = new Map<string, Seen>();

/** Ways to read the same answers that are not the mean of owners. */
const READINGS = {
  top2: { measure: "top2" },
  standardised: { estimand: "phase-standardised" },
  unweighted: { estimand: "unweighted" },
  shrunken: { estimand: "shrunken" },
} as const;
/** What was shown of each of them. */
const otherwise = new Map<keyof typeof READINGS, Map<string, Seen>>();

/** Takes down a table as somebody reads it; a cell is the same in every table it stands in. */
function note(into: Map<string, Seen>, heat: Heat, unit: string, mode: string): void {
  for (const { node, cells } of heat.rows)
    for (const [place, cell] of cells.entries()) {
      const column = heat.columns[place];
      const key = at(column?.unit?.code ?? unit, column?.phase ?? "", mode, node.id);
      const known = into.get(key);
      if (known) expect([known.state, known.n, known.value], key).toEqual([cell.state, cell.n, cell.value]);
      into.set(key, cell);
    }
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
          note(seen, heat, unit, mode);
        }
      }
      for (const [name, reading] of Object.entries(READINGS)) {
        const input = { unit: house.unit(unit), ...(phase ? { phase } : {}), ...reading };
        const table = otherwise.get(name as keyof typeof READINGS) ?? new Map<string, Seen>();
        otherwise.set(name as keyof typeof READINGS, table);
        note(table, dataOf<Heat>(await hq.query("indicators.heat", input)), unit, "");
      }
    }
  }
});
afterAll(() => house.close());

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

  it.each(["top2", "standardised", "unweighted", "shrunken"] as const)(
    "finds no hidden number when the same answers are read as %s",
    (reading) => {
      const table = otherwise.get(reading) ?? new Map<string, Seen>();
      const shown = [...table].filter(([, { value }]) => value !== null);
      expect(shown.length).toBeGreaterThan(20);
      expect([...table.values()].some(({ value }) => value === null)).toBe(true);
      // whatever is told otherwise is told of no cell whose mean is hidden, and with the same number of answers
      for (const [key, { n }] of shown) {
        expect(seen.get(key)?.value ?? null, key).not.toBeNull();
        expect(n, key).toBe(seen.get(key)?.n);
      }
      for (const [key, { n, state }] of table)
        if (seen.get(key)?.state === "hidden") expect([key, state, n]).toEqual([key, "hidden", null]);
    },
  );

  it("finds no hidden share in the two best steps through units, phases and what an index is made of", () => {
    const table = otherwise.get("top2") ?? new Map<string, Seen>();
    const plain = [...sums(), ...alongTree()].filter(({ whole }) => whole.split("/")[2] === "");
    const known = () =>
      new Map([...table].flatMap(([key, { value }]) => (value === null ? [] : [[key, 1] as const])));
    const inOneMode = plain.filter(({ parts }) => parts.every((part) => part.split("/")[2] === ""));
    expect([...peel(known(), isAbsent(table), inOneMode)]).toEqual([]);
  });

  it("finds no hidden mean through the same parts weighed otherwise", () => {
    const known = new Map(
      [...seen].flatMap(([key, { value }]) => (value === null ? [] : [[key, 1] as const])),
    );
    const projectsOf = (unit: string): readonly string[] => PARTS[unit]?.flatMap(projectsOf) ?? [unit];
    const equations: Sum[] = [];
    for (const unit of UNITS)
      for (const node of NODES) {
        const whole = at(unit, "", "", node);
        const [standardised, unweighted] = [`standardised ${whole}`, `unweighted ${whole}`];
        if (otherwise.get("standardised")?.get(whole)?.value != null) known.set(standardised, 1);
        if (otherwise.get("unweighted")?.get(whole)?.value != null) known.set(unweighted, 1);
        const strata = projectsOf(unit).flatMap((project) =>
          PHASES.map((phase) => at(project, phase, "", node)),
        );
        equations.push(
          { whole: standardised, parts: PHASES.map((phase) => at(unit, phase, "", node)) },
          { whole: unweighted, parts: strata },
        );
      }
    const asked = equations.filter(({ whole }) => known.has(whole));
    expect(asked.length).toBeGreaterThan(20);
    const beside = (key: string) => !/^(standardised|unweighted) /.test(key) && absent(key);
    expect([...peel(known, beside, [...asked, ...sums(), ...alongTree()])]).toEqual([]);
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
