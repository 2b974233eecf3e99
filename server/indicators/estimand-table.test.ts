import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { OWNER_PHASES } from "#surveys/owner-phase.ts";
import { dataOf, type House, openHouse } from "#tests/security/house.ts";
import { type SmallWaves, writeSmallWaves } from "#tests/security/small-wave.ts";
import type { CellView, HeatView } from "./views.ts";

let house: House;
let waves: SmallWaves;
let head: string;

beforeAll(async () => {
  house = await openHouse();
  waves = await writeSmallWaves(house);
  await house.person("head@example.cn", { role: "hq_head", unitId: house.unit("G") });
  head = await house.signIn("head@example.cn");
});
afterAll(() => house.close());

const heat = async (more: Record<string, unknown> = {}, code = "G") =>
  dataOf<HeatView>(
    await house.as(head).query("indicators.heat", { unit: house.unit(code), wave: waves.now, ...more }),
  );
const units = ["G", "RA", "RB"];

function cells(view: HeatView) {
  return view.rows.flatMap((row) =>
    row.cells.map((cell, at) => ({ key: `${row.node.id}/${view.columns[at]?.unit?.code}/${at}`, cell, row })),
  );
}

describe("another measure", () => {
  it("shows shares exactly where means are shown, with the same answers", async () => {
    for (const code of units) {
      const means = new Map(cells(await heat({}, code)).map((each) => [each.key, each.cell]));
      const top = await heat({ measure: "top2" }, code);
      expect(top.passport.measure).toBe("top2");
      let shown = 0;
      for (const { key, cell, row } of cells(top)) {
        if (row.node.id === "NPS") continue;
        const mean = means.get(key);
        expect([key, cell.state, cell.n]).toEqual([key, mean?.state, mean?.n]);
        if (cell.value === null) continue;
        shown++;
        expect(cell.value).toBeGreaterThanOrEqual(0);
        expect(cell.value).toBeLessThanOrEqual(100);
        expect(row.node.unit).toBe("percent");
      }
      expect(shown).toBeGreaterThan(50);
    }
  });

  it("is that of the drawer, which counts the same answers by hand", async () => {
    const view = dataOf<CellView>(
      await house
        .as(head)
        .query("indicators.cell", { unit: house.unit("G"), wave: waves.now, node: "Y35", measure: "top2" }),
    );
    const [row] = view.distribution;
    const best = row?.answers?.slice(-2).reduce((sum, { per100 }) => sum + per100, 0);
    expect(view.reading.value).toBeCloseTo(best ?? Number.NaN, 6);
  });
});

describe("another estimand", () => {
  it("shows nothing that is not shown of owners", async () => {
    for (const estimand of ["phase-standardised", "unweighted", "shrunken"]) {
      for (const code of units) {
        const usual = new Map(cells(await heat({}, code)).map((each) => [each.key, each.cell]));
        for (const { key, cell } of cells(await heat({ estimand }, code)))
          if (cell.value !== null) expect(usual.get(key)?.value, `${estimand} ${key}`).not.toBeNull();
      }
    }
  });

  it("standardised is the phases that are shown, by the shares of the rule", async () => {
    let compared = 0;
    for (const code of ["G", "RA", "A1", "A2"]) {
      const view = await heat({ estimand: "phase-standardised" }, code);
      const phases = await heat({ by: "phase" }, code);
      const self = view.columns.findIndex(({ role }) => role === "self");
      const at = OWNER_PHASES.map((phase) => phases.columns.findIndex((column) => column.phase === phase));
      const shares = { P: 0.2, R: 0.3, S: 0.25, O: 0.25 };
      for (const [place, row] of view.rows.entries()) {
        const value = row.cells[self]?.value;
        if (value == null || row.kind === "measure") continue;
        const parts = OWNER_PHASES.map((phase, n) => ({
          share: shares[phase],
          value: phases.rows[place]?.cells[at[n] ?? -1]?.value ?? null,
        })).filter((part) => part.value !== null);
        const total = parts.reduce((sum, { share }) => sum + share, 0);
        const expected = parts.reduce((sum, part) => sum + (part.share / total) * (part.value ?? 0), 0);
        expect(value, `${code} ${row.node.id}`).toBeCloseTo(expected, 8);
        compared++;
      }
    }
    expect(compared).toBeGreaterThan(20);
  });

  it("unweighted is told only of what is shown down to the last item, project and phase", async () => {
    const view = await heat({ estimand: "unweighted" }, "A1");
    const phases = await heat({ by: "phase" }, "A1");
    const self = view.columns.findIndex(({ role }) => role === "self");
    for (const [place, row] of view.rows.entries()) {
      if (row.cells[self]?.value == null) continue;
      for (const [at, column] of phases.columns.entries())
        if (column.role === "part")
          expect(["full", "indicative", "undefined"]).toContain(phases.rows[place]?.cells[at]?.state);
    }
    expect(view.passport.estimand).toBe("unweighted");
  });

  it("shrunken has no verdicts, and says what it is", async () => {
    const view = await heat({ estimand: "shrunken" });
    expect(cells(view).every(({ cell }) => cell.difference === null && cell.change === null)).toBe(true);
    expect(view.passport.method.zh).toContain("收缩");
  });
});
