import { isPhased } from "#server/indicators/place.ts";
import type { DecidedWhole } from "#server/indicators/protect-division.ts";
import { OWNER_PHASES } from "#surveys/owner-phase.ts";
import { type CutTable, partName } from "./cut-part.ts";
import { type Classes, COARSER, columnOf, type FreeCut } from "./merged-classes.ts";
import type { PartReadings } from "./possible-readings.ts";

type Values = Readonly<Record<string, string>>;

/** A table one step coarser, and where a part lies in it. */
type Coarser = { readonly above: readonly FreeCut[]; readonly nameAbove: (values: Values) => string };

function withoutOne(cuts: readonly FreeCut[]): readonly Coarser[] {
  return cuts.map((cut) => {
    const above = cuts.filter((each) => each !== cut);
    return { above, nameAbove: (values) => partName(above, values) };
  });
}

/** Classes are never crossed with anything else, so that crossed tables have no more to answer for than without them. */
function merged(cuts: readonly FreeCut[], classes: Classes): readonly Coarser[] {
  return cuts.flatMap((cut) => {
    const coarser = COARSER[cut];
    if (coarser === undefined) return [];
    const above = cuts.map((each) => (each === cut ? coarser : each));
    const classOf = (value = "") => classes[coarser]?.get(value) ?? value;
    return [
      {
        above,
        nameAbove: (values: Values) => partName(above, { ...values, [coarser]: classOf(values[cut]) }),
      },
    ];
  });
}

/**
 * Classes of batches are decided together with the batches, which themselves are not shown there: phases
 * and classes both merge batches, and what they leave open must still fit when the batches are shown.
 */
export function withinClasses(
  classes: Classes,
  parts: ReadonlyMap<string, PartReadings>,
  members: ReadonlyMap<string, PartReadings>,
) {
  if (members.size === 0) return [];
  return [...parts].map(([whole, { values }]) => ({
    whole,
    parts: [...members].flatMap(([part, own]) =>
      classes.batch_class?.get(own.values.batch ?? "") === values.batch_class ? [part] : [],
    ),
  }));
}

/** A table that is about to be decided. */
export type Undecided = {
  readonly cuts: readonly FreeCut[];
  readonly phases: boolean;
  readonly classes: Classes;
  /** Everything it may have a number of. */
  readonly found: ReadonlyMap<string, PartReadings>;
  /** Those of its parts that are not its own: what its classes are made of. */
  readonly members: ReadonlyMap<string, PartReadings>;
};

/**
 * What a table divides: the tables one step coarser, which are without phases, without one of the cuts, or with the classes of a cut that
 * stands alone. Where phases are among its unknowns only, what these tell too.
 */
export async function wholesOf(
  { cuts, phases, classes, found, members }: Undecided,
  tableOf: (cuts: readonly FreeCut[], phases: boolean) => Promise<CutTable>,
): Promise<readonly DecidedWhole<string>[]> {
  const wholes: DecidedWhole<string>[] = [];
  const put = async ({ above, nameAbove }: Coarser, phased: boolean, parts: readonly string[]) => {
    const below = Map.groupBy(parts, (part) => nameAbove(found.get(part)?.values ?? {}));
    for (const [name, { open }] of (await tableOf(above, phased)).parts)
      wholes.push({
        open,
        divides: (place) =>
          isPhased(place) === phased ? (below.get(name) ?? []).map((part) => ({ part, place })) : [],
      });
  };
  if (phases)
    for (const [part, { open }] of (await tableOf(cuts, false)).parts)
      wholes.push({
        open,
        divides: (place) => OWNER_PHASES.map((phase) => ({ part, place: `${place}${phase}` })),
      });
  const own = [...found.keys()].filter((part) => !members.has(part));
  for (const coarser of withoutOne(cuts)) await put(coarser, phases, own);
  if (cuts.length === 1 && !phases)
    for (const coarser of merged(cuts, classes)) await put(coarser, phases, own);
  if (!phases && cuts.some((cut) => columnOf(cut) === "batch"))
    for (const coarser of withoutOne(cuts)) await put(coarser, true, [...found.keys()]);
  return wholes;
}
