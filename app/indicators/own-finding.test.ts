import { describe, expect, it } from "vitest";
import type { ChangeView } from "#server/indicators/reading-view.ts";
import type { HeatView } from "#server/indicators/views.ts";
import { ownFinding } from "./own-finding.ts";

const UNIT = { id: 2, code: "U2", kind: "project", name: "临江序", nameEn: null } as const;

function view(gaps: Readonly<Record<string, ChangeView | null>>): HeatView {
  const rows = Object.entries(gaps).map(([id, difference]) => ({
    node: { id, title: { zh: id, en: id }, port: null, unit: "points" },
    kind: "dimension",
    depth: 2,
    cells: [{ difference: null }, { difference }],
  }));
  return { unit: UNIT, columns: [{ role: "reference" }, { role: "self" }], rows } as unknown as HeatView;
}

function gap(difference: number, verdict: ChangeView["verdict"]): ChangeView {
  return { difference, low: null, high: null, significant: verdict !== "not-distinguishable", verdict };
}

describe("ownFinding", () => {
  it("counts what lies below and names what lies furthest below", () => {
    const finding = ownFinding(view({ D1: gap(-4, "worse"), D2: gap(-9, "worse"), D3: gap(12, "better") }));
    expect(finding).toMatchObject([
      { unit: UNIT, dimensions: 2, worst: { id: "D2" }, difference: { difference: -9 } },
    ]);
  });

  it("tells of what lies above when nothing lies below", () => {
    expect(ownFinding(view({ D1: gap(3, "better"), D2: gap(-1, "not-distinguishable") }))).toMatchObject([
      { dimensions: 1, worst: { id: "D1" } },
    ]);
  });

  it("says nothing where nothing can be told apart or compared", () => {
    expect(ownFinding(view({ D1: gap(-6, "not-distinguishable"), D2: null }))).toEqual([]);
  });
});
