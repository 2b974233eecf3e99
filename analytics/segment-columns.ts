import { type IndexDefinition, type Segment, type SegmentRule, segmentId } from "./index-definition.ts";
import type { ColumnSpec } from "./moments.ts";

type Cuts = Readonly<Record<string, number>>;

/**
 * The four segments of a rule as joint columns, each between two levels of cuts. With at risk below favourable and
 * favourable not above secure, "the first that fits" is the same as lying between neighbouring levels:
 * everybody ⊃ nobody at risk ⊃ favourable or better ⊃ secure.
 */
export function segmentColumns(
  id: string,
  { cuts }: SegmentRule,
  items: IndexDefinition["items"],
): readonly { readonly id: string; readonly segment: Segment; readonly column: ColumnSpec }[] {
  const level = (cutOf: (item: string, cut: SegmentRule["cuts"][string]) => number): Cuts =>
    Object.fromEntries(Object.entries(cuts).map(([item, cut]) => [item, cutOf(item, cut)]));
  const secure = level((_, cut) => cut.secure);
  const favourable = level((_, cut) => cut.favourable);
  const safe = level((_, cut) => Math.floor(cut.atRisk) + 1);
  const everybody = level((item) => items[item]?.scale[0] ?? Number.NEGATIVE_INFINITY);
  const between = (segment: Segment, from: Cuts, unless?: Cuts) => ({
    id: segmentId(id, segment),
    segment,
    column: { kind: "joint", cuts: from, ...(unless && { unless }) } as const,
  });
  return [
    between("secure", secure),
    between("favourable", favourable, secure),
    between("at-risk", everybody, safe),
    between("vulnerable", safe, favourable),
  ];
}
