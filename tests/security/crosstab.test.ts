import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { codeOf, dataOf, type House, openHouse } from "./house.ts";
import { writeSmallWaves } from "./small-wave.ts";

type Cell = { readonly state: string; readonly n: number | null; readonly value: number | null };
type Table = {
  readonly rowsBy: string;
  readonly columnsBy: string | null;
  readonly rows: readonly { readonly key: string }[];
  readonly columns: readonly { readonly key: string }[];
  readonly cells: readonly (readonly Cell[])[];
};

const UNITS = ["G", "RA", "RB", "A1", "A2", "A3", "B1", "B2"];
/**
 * A row or column of parts with its total in front. A part that alone is not shown follows from the rest: it may be one with enough
 * answers, which was hidden to keep company, never one with too few.
 */
function betrayed(line: readonly Cell[], of: "n" | "value"): readonly number[] {
  const [total, ...parts] = line.filter(({ state }) => state !== "undefined");
  const hidden = parts.filter((cell) => cell[of] === null);
  if (!total || total[of] === null || hidden.length !== 1) return [];
  const others = parts.filter((cell) => cell[of] !== null);
  const left = (total.n ?? 0) - others.reduce((sum, { n }) => sum + (n ?? 0), 0);
  return left < 10 ? [left] : [];
}

describe.each([
  { ageBy: "batch", other: "tenure" },
  { ageBy: "tenure", other: "batch" },
] as const)("a crosstab of a wave that tells owners by $ageBy", ({ ageBy, other }) => {
  const cuts = ["phase", "mode", "product_type", ageBy] as const;
  let house: House;
  let hq: ReturnType<House["as"]>;

  beforeAll(async () => {
    house = await openHouse();
    await writeSmallWaves(house, false, [ageBy, ageBy]);
    await house.person("hq@example.cn", { role: "hq_head", unitId: house.unit("G") });
    hq = house.as(await house.signIn("hq@example.cn"));
  });
  afterAll(() => house.close());

  async function table(input: Record<string, unknown>): Promise<Table> {
    const answer = await hq.query("explore.crosstab", input);
    expect(answer.status, JSON.stringify(answer.body).slice(0, 300)).toBe(200);
    return dataOf<Table>(answer);
  }

  it("shows no value under ten answers, no count under five, and lets no small part follow from its total", async () => {
    let hidden = 0;
    for (const unit of UNITS) {
      for (const rows of cuts) {
        for (const columns of [undefined, ...cuts.filter((cut) => cut !== rows)]) {
          const { cells } = await table({ unit: house.unit(unit), rows, columns });
          for (const cell of cells.flat()) {
            if (cell.value !== null) expect(cell.n).toBeGreaterThanOrEqual(10);
            if (cell.n !== null) expect(cell.n).toBeGreaterThanOrEqual(5);
            if (cell.state === "hidden") hidden++;
          }
          const lines = [...cells, ...(cells[0] ?? []).map((_, at) => cells.map((row) => row[at] as Cell))];
          for (const line of lines)
            for (const of of ["n", "value"] as const)
              expect(betrayed(line, of), `${unit} ${rows} ${columns} ${of}`).toEqual([]);
        }
      }
    }
    expect(hidden).toBeGreaterThan(50);
  });

  it("says the same of a cell whether it is a row, a column or a filter", async () => {
    const crossed = await table({ unit: house.unit("G"), rows: "phase", columns: "mode" });
    for (const [at, { key }] of crossed.columns.entries()) {
      if (key === "") continue;
      const filtered = await table({ unit: house.unit("G"), rows: "phase", mode: key });
      for (const [row, { key: phase }] of crossed.rows.entries()) {
        const other = filtered.cells[filtered.rows.findIndex((each) => each.key === phase)]?.[0];
        const cell = crossed.cells[row]?.[at];
        if (cell && cell.state !== "undefined")
          expect([other?.state, other?.n, other?.value]).toEqual([cell.state, cell.n, cell.value]);
      }
    }
  });

  it("refuses a union of values, a cut a filter fixes, and two kinds of unit at once", async () => {
    const unit = house.unit("G");
    for (const input of [
      { unit, rows: "phase", mode: ["web", "phone"] },
      { unit, rows: "region", columns: "project" },
      { unit, rows: "mode", columns: "mode" },
    ])
      expect(codeOf(await hq.query("explore.crosstab", input)), JSON.stringify(input)).toBe("bad_request");
    expect(codeOf(await hq.query("explore.crosstab", { unit, rows: "mode", mode: "web" }))).toBe("invalid");
  });

  it("tells the same homes one way only: the other gives way where it divides, and is refused as a filter", async () => {
    const unit = house.unit("G");
    for (const [own, ways] of [
      [ageBy, [other, ageBy]],
      [`${ageBy}_class`, [`${other}_class`, `${ageBy}_class`]],
    ] as const) {
      const [asked, told] = await Promise.all(ways.map((rows) => table({ unit, rows })));
      expect(asked?.rowsBy).toBe(own);
      expect({ ...asked, passport: null }).toEqual({ ...told, passport: null });
    }
    const across = await table({ unit, rows: "project", columns: other });
    expect(across.columnsBy).toBe(ageBy);
    const words = { batch: /期$/, tenure: /^\d+-\d*m$/ };
    for (const { key } of across.columns) expect(key).not.toMatch(words[other]);
    const filter = { batch: "一期", tenure: "24-36m" };
    for (const rows of ["phase", "mode", ageBy]) {
      const refused = await hq.query("explore.crosstab", { unit, rows, [other]: filter[other] });
      expect(codeOf(refused)).toBe("invalid");
      expect(JSON.stringify(refused.body)).toContain(`"untold":"${other}"`);
      if (rows !== ageBy) await table({ unit, rows, [ageBy]: filter[ageBy] });
    }
    expect(
      codeOf(await hq.query("explore.crosstab", { unit, rows: "phase", batch: "一期", tenure: "24-36m" })),
    ).toBe("invalid");
    expect(codeOf(await hq.query("explore.crosstab", { unit, rows: "batch", columns: "tenure" }))).toBe(
      "bad_request",
    );
  });

  it("shows a regional head nothing of another region, whatever the address says", async () => {
    await house.person("ra@example.cn", { role: "region_head", unitId: house.unit("RA") });
    const head = house.as(await house.signIn("ra@example.cn"));
    for (const unit of ["G", "RB", "B1"])
      for (const rows of ["project", "mode", ageBy])
        expect(codeOf(await head.query("explore.crosstab", { unit: house.unit(unit), rows }))).toBe(
          "not_found",
        );
    const own = dataOf<Table>(
      await head.query("explore.crosstab", { unit: house.unit("RA"), rows: "project" }),
    );
    const allowed = ["", ...["A1", "A2", "A3"].map((code) => String(house.unit(code)))];
    for (const { key } of own.rows) expect(allowed).toContain(key);
  });
});
