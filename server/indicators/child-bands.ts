import { tieBands } from "#analytics/bands.ts";
import { unitRef } from "#server/scope/org-tree.ts";
import { OWNER_PHASES, type OwnerPhase } from "#surveys/owner-phase.ts";
import { isAppraised } from "./appraised.ts";
import { type IndicatorCut, placeFor } from "./cut.ts";
import { type Place, placeKey } from "./place.ts";
import { changeAt, gapAt, readingAt } from "./reading-of.ts";
import { partsOf } from "./units-below.ts";
import type { BandView, ChildRow } from "./views.ts";

type Child = { readonly place: Place; readonly code: string; readonly row: ChildRow };

function onlyPhaseOf(cut: IndicatorCut, place: Place, root: string): OwnerPhase | null {
  if (cut.query.phase !== undefined || place.phase !== undefined) return null;
  const answered = OWNER_PHASES.filter(
    (phase) => readingAt(cut.now.table, { ...place, phase }, root).state !== "undefined",
  );
  return answered.length === 1 ? (answered[0] ?? null) : null;
}

function rowFor(cut: IndicatorCut, place: Place, unit: ChildRow["unit"]): ChildRow {
  const { published, now, before, breaks } = cut;
  const root = published.definition.tree.id;
  const comparable = before && breaks.get(root)?.kind == null;
  return {
    unit,
    phase: unit ? null : (place.phase ?? null),
    reading: readingAt(now.table, place, root),
    previous: comparable ? readingAt(before.table, place, root) : null,
    change: changeAt(cut, place, root),
    difference: gapAt(cut, place, root),
    onlyPhase: onlyPhaseOf(cut, place, root),
    grade: unit ? (cut.grades.get(unit.id) ?? null) : null,
  };
}

/** What a unit divides into, in bands that cannot be told apart; those too small to be placed, or not appraised, come last. */
export function childBands(cut: IndicatorCut): readonly BandView[] {
  const { query, unit, now, published } = cut;
  const root = published.definition.tree.id;
  const parts = partsOf(cut);
  const children: Child[] =
    parts.length > 0
      ? parts.map((part) => {
          const place = placeFor(cut, part, query.phase);
          return { place, code: part.code, row: rowFor(cut, place, unitRef(part)) };
        })
      : (query.phase === undefined ? OWNER_PHASES : [query.phase]).map((phase) => {
          const place = placeFor(cut, unit, phase);
          return { place, code: phase, row: rowFor(cut, place, null) };
        });
  const ranked = children.flatMap((child) => {
    const key = placeKey(child.place);
    const sample = now.table
      .samples(now.table.levelOf.get(key) ?? "")
      .get(key)
      ?.get(root);
    const appraised = isAppraised(child.row.grade, cut.settings);
    return child.row.reading.state === "full" && sample && appraised ? [{ ...child, sample }] : [];
  });
  const placed = new Set(ranked.map(({ code }) => code));
  const others = children.filter(({ code, row }) => !placed.has(code) && row.reading.state !== "undefined");
  const bands = tieBands(
    ranked,
    ({ sample }) => sample,
    ({ code }) => code,
  ).map((band, at) => ({ band: at + 1, rows: band.map(({ row }) => row) }));
  return others.length === 0 ? bands : [...bands, { band: null, rows: others.map(({ row }) => row) }];
}
