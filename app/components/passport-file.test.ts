import { expect, it } from "vitest";
import type { CellView } from "#server/indicators/views.ts";
import { screenNumber } from "#server/scoring/screen-number.ts";
import { viewPassport } from "#server/scoring/view-passport.ts";
import { numberPassportFile, viewPassportFile } from "./passport-file.ts";

const view = {
  unit: { id: 3, code: "HD", kind: "region", name: "华东", nameEn: null },
  phase: "S",
  node: { id: "OUT", title: { zh: "总体", en: "Overall" }, port: null, unit: "points" },
  wave: { id: 2, year: 2025, kind: "annual" },
  reading: { value: 71.25, low: 70, high: 72.5, halfWidth: 1.25, n: 120, state: "full" },
  passport: {
    asked: { view: "indicators.cell", query: { unit: 3 }, reader: "r", at: "2026-01-01T00:00:00.000Z" },
    definition: { id: "owner-satisfaction", version: 1, hash: "abc", title: { zh: "指数", en: "Index" } },
    data: { version: "v", asOf: "2026-01-01T00:00:00Z" },
    frame: { version: "f" },
    wave: { id: 2, year: 2025, kind: "annual" },
    filters: { unit: "HD", phase: "S" },
    organisation: "then",
    measure: "mean",
    estimand: "owner-weighted",
    inference: "finite",
    confidence: 0.95,
  },
} as unknown as CellView;

it("is what ov verify reads of a number, under a name that says which", () => {
  const file = numberPassportFile(view);
  expect(file?.name).toBe("2025-HD-S-OUT-passport.json");
  const screen = screenNumber.parse(JSON.parse(file?.text() ?? ""));
  expect(screen).toMatchObject({ node: { id: "OUT" }, phase: "S", reading: { value: 71.25, n: 120 } });
});

it("is not made of a single number where there is none, nor where it rests on all the others", () => {
  expect(numberPassportFile({ ...view, reading: { ...view.reading, value: null } })).toBeUndefined();
  expect(
    numberPassportFile({ ...view, passport: { ...view.passport, estimand: "shrunken" } }),
  ).toBeUndefined();
});

it("is what ov verify reads of an answer, and needs the question it was given to", () => {
  const file = viewPassportFile(view);
  expect(file?.name).toBe("2025-HD-indicators-cell-passport.json");
  const { shown } = viewPassport.parse(JSON.parse(file?.text() ?? ""));
  expect(shown).toMatchObject({ reading: { value: 71.25 }, passport: { asked: { query: { unit: 3 } } } });
  expect(viewPassportFile({ ...view, passport: { ...view.passport, asked: undefined } })).toBeUndefined();
});
