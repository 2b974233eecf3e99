import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readingsTable } from "#server/exports/readings-table.ts";
import { publishedDefinition } from "#server/indicators/definitions.ts";
import { npsDefinition } from "#server/indicators/nodes.ts";
import { ROLE_DESCRIPTIONS, ROLES, type Role } from "#server/scope/capabilities.ts";
import { scoreDatabase } from "#server/scoring/score-database.ts";
import type { ReadingResult } from "#server/scoring/score-result.ts";
import { type Answer, dataOf, type House, openHouse } from "./house.ts";
import { HOME } from "./procedures.ts";
import { type SmallWaves, writeSmallWaves } from "./small-wave.ts";

/*
 * One number, wherever it is met: what any role reads of any unit through any procedure, what `ov export readings` writes and
 * what `ov score` computes of the database are the same digits.
 */

type Figures = Readonly<Record<"value" | "low" | "high" | "n", number | null>>;
type Shown = Figures & { readonly state: string };

const UNITS = {
  G: "集团",
  RA: "甲区域",
  RB: "乙区域",
  A1: "甲一",
  A2: "甲二",
  A3: "甲三",
  B1: "乙一",
  B2: "乙二",
};
type Code = keyof typeof UNITS;
const PHASES = ["P", "R", "S", "O"] as const;
const READERS = ROLES.filter((role) => ROLE_DESCRIPTIONS[role].capabilities.includes("readings.read"));
const YEARS = [2024, 2025] as const;

let house: House;
let waves: SmallWaves;
/** What somebody was shown, by year, unit, phase and node; and by whom. */
const seen = new Map<string, { readonly figures: Shown; readonly by: Set<string> }>();
const disagreements: string[] = [];

function keyOf(year: number, column: string, unit: string, phase: string, node: string): string {
  return [year, column, unit, phase, node].join("/");
}

/** Region of a day or of today; every other unit is itself. */
function columnOf(code: string, organisation: "then" | "now"): string {
  if (code === "G") return "whole";
  return code.startsWith("R") ? (organisation === "now" ? "region_current" : "region") : "project";
}

function meet(key: string, who: string, { value, low, high, n, state }: Shown): void {
  const figures = { value, low, high, n, state };
  const known = seen.get(key);
  if (!known) seen.set(key, { figures, by: new Set([who]) });
  else if (JSON.stringify(known.figures) !== JSON.stringify(figures))
    disagreements.push(
      `${key}: ${JSON.stringify(figures)} for ${who}, ${JSON.stringify(known.figures)} before`,
    );
  else known.by.add(who);
}

type Heat = {
  readonly columns: readonly { unit: { code: string } | null; phase: string | null }[];
  readonly rows: readonly { node: { id: string }; cells: readonly Shown[] }[];
};
type Tile = { readonly node: { id: string }; readonly reading: Shown };
type Home = {
  readonly index: Tile | null;
  readonly loyalty: Tile | null;
  readonly nps: Tile | null;
  readonly bands: readonly {
    band: number | null;
    rows: readonly { unit: { code: string } | null; phase: string | null; reading: Shown }[];
  }[];
};
type Drawer = {
  readonly reading: Shown;
  readonly phases: readonly { phase: string; reading: Shown }[];
  readonly parts: readonly Tile[];
};
type Units = {
  readonly node: { id: string };
  readonly units: readonly { unit: { code: string }; reading: Shown; band: number | null }[];
};

/** Bands of the same units on two screens. */
const bands: { readonly home: string; readonly compare: string }[] = [];

/** Units that are placed, with their bands, in one order. */
function bandsOf(units: readonly { readonly code: string; readonly band: number | null }[]): string {
  return units
    .flatMap(({ code, band }) => (band === null ? [] : [`${code} ${band}`]))
    .toSorted()
    .join(", ");
}

/** Everything one person is shown of a unit. @returns whether it is theirs to see */
async function crawl(role: Role, query: (path: string, input: unknown) => Promise<Answer>, code: Code) {
  const unit = house.unit(code);
  for (const [at, wave] of [waves.before, waves.now].entries()) {
    const year = YEARS[at] ?? 0;
    for (const organisation of ["then", "now"] as const) {
      const place = (other: string, phase: string | null, node: string) =>
        keyOf(year, columnOf(other, organisation), other, phase ?? "", node);
      const asked = { unit, wave, organisation };
      // regions of today differ from those of the cut-off day as wholes; one look at them is enough
      const looks = organisation === "now" ? [["unit"]] : [["unit", ...PHASES], ["phase"]];
      for (const [by, ...phases] of looks) {
        for (const phase of [undefined, ...phases]) {
          const answer = await query("indicators.heat", { ...asked, by, ...(phase ? { phase } : {}) });
          if (answer.status === 404) return false;
          const heat = dataOf<Heat>(answer);
          for (const { node, cells } of heat.rows)
            for (const [column, cell] of cells.entries()) {
              const head = heat.columns[column];
              meet(
                place(head?.unit?.code ?? code, head?.phase ?? phase ?? "", node.id),
                `${role} heat`,
                cell,
              );
            }
        }
      }
      const home = dataOf<Home>(await query("indicators.home", asked));
      for (const tile of [home.index, home.loyalty, home.nps])
        if (tile) meet(place(code, "", tile.node.id), `${role} home`, tile.reading);
      const root = home.index?.node.id;
      for (const { unit: part, phase, reading } of home.bands.flatMap(({ rows }) => rows))
        if (root) meet(place(part?.code ?? code, phase, root), `${role} home`, reading);
      for (const node of ["TOTAL", "D4", "Y35"]) {
        const answer = await query("indicators.cell", { ...asked, node });
        if (answer.status === 404) continue;
        const drawer = dataOf<Drawer>(answer);
        meet(place(code, "", node), `${role} drawer`, drawer.reading);
        for (const { phase, reading } of drawer.phases)
          meet(place(code, phase, node), `${role} drawer`, reading);
        for (const part of drawer.parts) meet(place(code, "", part.node.id), `${role} drawer`, part.reading);
      }
    }
    const compared = await query("compare.units", { unit, wave });
    if (compared.status === 200) {
      const own = dataOf<Units>(
        await query("compare.units", { unit, wave, level: "parts", mix: "own" }),
      ).units.map(({ unit: { code: other }, band }) => ({ code: other, band }));
      const home = dataOf<Home>(await query("indicators.home", { unit, wave })).bands.flatMap(
        ({ band, rows }) => rows.flatMap((row) => (row.unit ? [{ code: row.unit.code, band }] : [])),
      );
      if (home.length > 0) bands.push({ home: bandsOf(home), compare: bandsOf(own) });
      const { node, units } = dataOf<Units>(compared);
      for (const { unit: other, reading } of units)
        meet(keyOf(year, columnOf(other.code, "then"), other.code, "", node.id), `${role} compare`, reading);
    }
  }
  return true;
}

const crawled: Record<string, Code[]> = {};

beforeAll(async () => {
  house = await openHouse();
  waves = await writeSmallWaves(house);
  for (const role of READERS) {
    const home = HOME[role];
    const grant = { role, unitId: home === null ? null : house.unit(home) };
    await house.person(`${role}@example.cn`, role === "port_head" ? { ...grant, port: "warranty" } : grant);
    const { query } = house.as(await house.signIn(`${role}@example.cn`));
    const own: Code[] = [];
    for (const code of Object.keys(UNITS) as Code[]) if (await crawl(role, query, code)) own.push(code);
    crawled[role] = own;
  }
}, 300_000);
afterAll(() => house.close());

/** A figure as a line of comparison; -0 and null are themselves. */
function differs(a: number | null, b: number | null): boolean {
  return !Object.is(a, b);
}

describe("one number wherever it is met", () => {
  it("is read by every role of its own units, and of no other", () => {
    expect(READERS.length).toBeGreaterThanOrEqual(5);
    for (const role of READERS) {
      const home = HOME[role];
      const below = { G: Object.keys(UNITS), RA: ["RA", "A1", "A2", "A3"], A1: ["A1"] };
      expect([role, crawled[role]?.toSorted()]).toEqual([role, home && below[home].toSorted()]);
    }
    expect(seen.size).toBeGreaterThan(4000);
    expect([...seen.values()].filter(({ by }) => by.size > 3).length).toBeGreaterThan(1000);
  });

  it("is the same for every role, on every screen", () => {
    expect(disagreements).toEqual([]);
  });

  it("stands in one band on every screen that places its unit", () => {
    expect(bands.filter(({ home }) => home.includes(", ")).length).toBeGreaterThan(4);
    for (const { home, compare } of bands) expect(home).toBe(compare);
  });

  it("is the one `ov export readings` writes, hidden where it is hidden", async () => {
    const { db } = house.record;
    const table = await readingsTable(
      { db, analysis: await house.analysis },
      {
        questionnaire: "annual",
        waves: [waves.before, waves.now].map((id, at) => {
          const year = YEARS[at] ?? 0;
          return { id, year, cutoffOn: `${year}-11-30` };
        }),
        definition: undefined,
      },
    );
    const codeOf = new Map(Object.entries(UNITS).map(([code, name]) => [name, code]));
    const at = new Map(table.columns.map(({ name }, place) => [name, place]));
    const compared = new Set<string>();
    const wrong: string[] = [];
    for await (const row of table.rows) {
      const cell = (name: string) => row[at.get(name) ?? -1] ?? null;
      const unit = cell("unit") === null ? "G" : codeOf.get(String(cell("unit")));
      const key = keyOf(
        Number(cell("wave")),
        String(cell("level")),
        unit ?? "?",
        String(cell("phase") ?? ""),
        String(cell("node")),
      );
      const shown = seen.get(key)?.figures;
      if (!shown) continue;
      compared.add(key);
      if (shown.state !== cell("state")) wrong.push(`${key} ${shown.state} ${cell("state")}`);
      for (const figure of ["value", "low", "high"] as const)
        if (differs(shown[figure], cell(figure) as number | null)) wrong.push(`${key} ${figure}`);
      // a screen says nothing of cells nobody answered in; a file says 0
      if (shown.state !== "undefined" && differs(shown.n, cell("n") as number | null)) wrong.push(`${key} n`);
    }
    expect(wrong).toEqual([]);
    // where nobody was asked or answered a screen shows a dash and a file has no row
    const without = [...seen].filter(([key]) => !compared.has(key)).map(([, { figures }]) => figures.state);
    expect(new Set(without)).toEqual(new Set(["undefined"]));
    expect(compared.size).toBeGreaterThan(4000);
  });

  it("is the one `ov score` computes of the database", async () => {
    const sources = { db: house.record.db, analysis: await house.analysis };
    const nameOf = new Map<string, string>(Object.entries(UNITS));
    const levels = ["whole", "region", "region_current", "project"].flatMap((column) => [
      [column],
      [column, "phase"],
    ]);
    let compared = 0;
    const wrong: string[] = [];
    for (const year of YEARS) {
      const { definition } = await publishedDefinition(sources.db, undefined, year);
      const nps = npsDefinition(definition);
      for (const rule of nps ? [definition, nps] : [definition]) {
        for (const level of levels) {
          const by = level.filter((column) => column !== "whole");
          const { result } = await scoreDatabase(
            sources,
            rule,
            { kind: "annual", year },
            {
              by,
              estimand: "owner-weighted",
              inference: "finite",
              confidence: 0.95,
              suppression: false,
            },
          );
          const readings = new Map(
            result.readings.map((each) => [JSON.stringify([each.group, each.node]), each]),
          );
          for (const [key, { figures }] of seen) {
            const [of, column = "", unit = "", phase = "", node = ""] = key.split("/");
            const own = rule === definition ? node !== "NPS" : node === "NPS";
            if (!own || Number(of) !== year || column !== level[0] || (phase !== "") !== level.length > 1)
              continue;
            if (figures.value === null) continue;
            const group = {
              ...(column === "whole" ? {} : { [column]: nameOf.get(unit) }),
              ...(phase === "" ? {} : { phase }),
            };
            const found: ReadingResult | undefined = readings.get(JSON.stringify([group, node]));
            compared++;
            for (const figure of ["value", "low", "high", "n"] as const)
              if (differs(figures[figure], found?.[figure] ?? null))
                wrong.push(`${key} ${figure} ${figures[figure]} ${found?.[figure]}`);
          }
        }
      }
    }
    expect(wrong).toEqual([]);
    expect(compared).toBe([...seen.values()].filter(({ figures }) => figures.value !== null).length);
    expect(compared).toBeGreaterThan(2000);
  });
});
