import { z } from "zod";
import { AppError } from "#server/app-error.ts";
import { cutFor, type IndicatorCut, placeFor } from "#server/indicators/cut.ts";
import { type NodeInfo, nodeInfos, nodeRef, visibleNodes } from "#server/indicators/nodes.ts";
import { passportOf } from "#server/indicators/passport.ts";
import { type Place, placeKey, WHOLE } from "#server/indicators/place.ts";
import { readingAt } from "#server/indicators/reading-of.ts";
import type { NodeRef, PassportView, ReadingView } from "#server/indicators/reading-view.ts";
import type { Sources } from "#server/indicators/sources.ts";
import { type OrgTree, type TreeUnit, treeOn, unitRef } from "#server/scope/org-tree.ts";
import type { Scope } from "#server/scope/scope.ts";
import { groupAbove, type Reach, sightOn, widestUnits } from "#server/scope/sight.ts";
import type { UnitKind, UnitRef } from "#server/scope/unit-view.ts";
import { readWave } from "../wave-facts.ts";
import { needMethod } from "./need-method.ts";

export const marginsQuery = z.strictObject({ id: z.int().positive() });
export type MarginsQuery = z.infer<typeof marginsQuery>;

const FIVE = 5;

/**
 * An index of a unit with its interval, and the effective answers of its weighting (Kish): whole for those who run waves,
 * rounded down to fives for those who are rated, null where the value is not shown.
 */
export type Margin = ReadingView & { readonly node: NodeRef; readonly effective: number | null };

export type MarginsView = {
  /** The group, its regions and projects, as far as the asker may read them, each with the index and what it is made of. */
  readonly rows: readonly {
    readonly unit: UnitRef;
    readonly depth: number;
    readonly margins: readonly Margin[];
  }[];
  readonly passport: PassportView;
};

/** The index and what it is made of at its first step. */
function isTop({ kind, depth }: NodeInfo): boolean {
  return kind === "index" || (kind === "dimension" && depth <= 1);
}

function widest(a: Reach | undefined, b: Reach): Reach {
  if (a === "all" || b === "all") return "all";
  return new Set([...(a ?? []), ...b]);
}

/** Units that have numbers, by their depth. */
const KINDS = ["group", "region", "project"] as const;

function isKind(kind: UnitKind): kind is (typeof KINDS)[number] {
  return KINDS.some((each) => each === kind);
}

type Line = { readonly unit: TreeUnit; readonly depth: number; readonly reach: Reach; readonly place: Place };

/** A unit and everything below it, each followed by its parts. */
function inOrder({ children }: Pick<OrgTree, "children">, id: number): readonly number[] {
  return [id, ...(children.get(id) ?? []).flatMap((part) => inOrder({ children }, part))];
}

/** The group whose totals everybody below may read, then every unit of the asker's, parents first. */
function linesOf(cut: IndicatorCut): readonly Line[] {
  const { tree, sight } = cut;
  const own = widestUnits(sight).flatMap((root) =>
    inOrder(tree, root.id).flatMap((id): Line[] => {
      const unit = tree.units.get(id);
      const reach = sight.readable.get(id);
      if (!unit || !reach || !isKind(unit.kind)) return [];
      const depth = KINDS.indexOf(unit.kind);
      return [{ unit, depth, reach, place: placeFor(cut, unit, undefined) }];
    }),
  );
  const group = own[0] && groupAbove(tree, own[0].unit.id);
  if (!group || own.some(({ unit }) => unit.id === group.id)) return own;
  const reach = own.reduce<Reach | undefined>((all, line) => widest(all, line.reach), undefined) ?? new Set();
  return [{ unit: group, depth: 0, reach, place: { unit: WHOLE, phase: undefined } }, ...own];
}

/**
 * Margins of error by index, for the method page (methodology 16): of the group, its regions and projects, as far as the
 * asker may read them and nothing hidden.
 * @throws AppError as the method page, and `not_found` for callbacks, which have no numbers of their own, and for whoever
 *   reads no unit
 */
export async function marginsView(
  sources: Sources,
  scope: Scope,
  { id }: MarginsQuery,
): Promise<MarginsView> {
  const wave = await readWave(sources.db, id);
  needMethod(scope, wave);
  if (wave.kind !== "annual")
    throw new AppError("not_found", "A callback goes on and has no numbers of its own: read it by quarters.");
  const [widestUnit] = widestUnits(sightOn(scope, await treeOn(sources.db, wave.cutoffOn)));
  if (!widestUnit) throw new AppError("not_found", "There is no unit for you: have one given to you.");
  const query = { unit: widestUnit.id, wave: id, compare: null, organisation: "then" } as const;
  const cut = await cutFor(sources, scope, query);
  const { table, wording } = cut.now;
  // unrounded it would tell the numbers of answers it is made of, those of hidden cells too
  const told = scope.capabilities.has("waves.manage")
    ? Math.round
    : (effective: number) => FIVE * Math.floor(effective / FIVE);
  const top = nodeInfos(cut.published.definition, wording.questions);
  return {
    rows: linesOf(cut).map(({ unit, depth, reach, place }) => ({
      unit: unitRef(unit),
      depth,
      margins: visibleNodes(top, reach)
        .filter(isTop)
        .map((info) => {
          const reading = readingAt(table, place, info.id);
          const neff = table.shown.get(placeKey(place))?.get(info.id)?.neff;
          return {
            ...reading,
            node: nodeRef(info),
            effective: reading.value === null || neff === undefined ? null : told(neff),
          };
        }),
    })),
    passport: passportOf(cut),
  };
}
