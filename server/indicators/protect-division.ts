import { type CellProtection, UNSEEN_KINDS, type UnseenKind } from "#analytics/protect-cells.ts";
import { PRIVACY_FLOOR } from "#analytics/screen-reading.ts";
import type { CellRelation } from "#analytics/sums-of-cells.ts";
import { decideApart } from "#server/protection/decide-apart.ts";
import { type OpenMap, openMap } from "./protect-readings.ts";
import {
  addsUp,
  apply,
  type Cells,
  cellsOf,
  type ProtectionScheme,
  type ReadingMap,
  relationsIn,
} from "./reading-cells.ts";

/** Readings that are decided already and divide into parts. */
export type DecidedWhole<Part extends string> = {
  readonly open: OpenMap;
  /** What the place divides into: parts, each with the place that its share of the answers has there. */
  readonly divides: (place: string) => readonly { readonly part: Part; readonly place: string }[];
};

/** How a table is decided of which some cells are never shown. */
export type DivisionRule<Part extends string> = {
  /**
   * What is kept back. It, and companions, may then follow from the others where enough people answered, and is shown where it does: it
   * is those with too few that must not.
   */
  readonly never: (part: Part, place: string) => boolean;
  /** Places that the table is not told of but by exact sums: what only nearly adds up is no guide to them. */
  readonly beside?: (place: string) => boolean;
  /** What is withheld to keep others company. */
  readonly company?: (part: Part, place: string, node: string) => boolean;
  /** Whether it is left untold where nobody answered, as if few had. */
  readonly untold?: boolean;
  /** Parts that divide other parts. */
  readonly within?: readonly { readonly whole: Part; readonly parts: readonly Part[] }[];
};

export type DecidedParts<Part extends string> = ReadonlyMap<
  Part,
  { readonly shown: ReadingMap; readonly open: OpenMap }
>;

/** A number that looks like no other text's (after Fowler, Noll and Vo). */
function saltOf(text: string): number {
  let mixed = 0x811c9dc5;
  for (const letter of text) mixed = Math.imul(mixed ^ (letter.codePointAt(0) ?? 0), 0x01000193);
  return mixed >>> 0;
}

/**
 * What may be seen of readings that each count a part of the respondents, such as those of one mode, beside the tables
 * that are decided already. All parts are decided together, whichever is asked for; what is decided stays as it is, and what it leaves
 * open stays open: so tables that divide the same ones may be read together, in any number.
 */
export async function protectDivision<Part extends string>(
  scheme: ProtectionScheme,
  wholes: readonly DecidedWhole<Part>[],
  parts: ReadonlyMap<Part, ReadingMap>,
  special?: DivisionRule<Part>,
): Promise<DecidedParts<Part>> {
  const [n, owners, totals, cost]: [number[], number[], number[], number[]] = [[], [], [], []];
  const relations: CellRelation[] = [];
  const own = new Map<Part, { readonly cells: Cells; readonly from: number }>();
  for (const [part, readings] of parts) {
    const from = n.length;
    const cells = cellsOf(scheme, readings, from, part);
    for (const [cell, count] of cells.n.entries()) {
      n.push(count);
      owners.push(cells.owners[cell] ?? 0);
      totals.push(cells.totals[cell] ?? 0);
      cost.push(cells.cost[cell] ?? 0);
    }
    own.set(part, { cells, from });
    const isBeside = new Set<number>();
    for (const [place, nodes] of cells.at)
      if (special?.beside?.(place)) for (const cell of nodes.values()) isBeside.add(cell);
    for (const relation of relationsIn(scheme, cells, readings, from, part)) {
      if (relation.holds === false && relation.parts.some((cell) => isBeside.has(cell))) continue;
      relations.push(relation.additive ? relation : { ...relation, system: `${part} ${relation.system}` });
    }
  }
  const before = n.map((): CellProtection => "shown");
  const mayFollow = Uint8Array.from(n, () => (special?.untold === true ? 1 : 0));
  for (const [part, { cells }] of own)
    for (const [place, nodes] of cells.at) {
      const never = special?.never(part, place) === true;
      for (const [node, cell] of nodes) {
        if (never) mayFollow[cell] = 1;
        if (never || special?.company?.(part, place, node)) before[cell] = "hidden";
      }
    }
  const cellIn = (part: Part, place: string, node: string) => own.get(part)?.cells.at.get(place)?.get(node);
  const total = (cell: number) => totals[cell] ?? 0;
  for (const { whole, parts: into } of special?.within ?? [])
    for (const [place, nodes] of own.get(whole)?.cells.at ?? [])
      for (const [node, cell] of nodes) {
        const made = into.flatMap((part) => cellIn(part, place, node) ?? []);
        const holds = addsUp(made.map(total), total(cell));
        if (made.length > 0)
          relations.push({ whole: cell, parts: made, additive: true, holds, system: `node ${node}` });
      }
  const first = n.length;
  const left = { values: [[], []], counts: [[], []], together: [[], []] } as Record<
    UnseenKind,
    [number[], number[]]
  >;
  for (const { open, divides } of wholes)
    for (const [key, nodes] of open) {
      const divided = divides(key);
      if (divided.length === 0) continue;
      for (const [node, cell] of nodes) {
        const made = divided.flatMap(({ part, place }) => cellIn(part, place, node) ?? []);
        if (made.length === 0) continue;
        const behind = made.reduce((sum, each) => sum + (owners[each] ?? 0), 0);
        // tables count the owners of an index each in its own way: it is its mean that must be that of the parts
        const mean = cell.owners > 0 ? cell.total / cell.owners : 0;
        const holds = addsUp(made.map(total), mean * behind);
        relations.push({ whole: n.length, parts: made, additive: true, holds, system: `node ${node}` });
        n.push(cell.n);
        owners.push(behind);
        /** What is unknown of a mean is told times the owners its own table counts; here it is those that the parts count. */
        const again = cell.owners > 0 && behind > 0 ? behind / cell.owners : 1;
        const isOpen = UNSEEN_KINDS.some((kind) => cell[kind].some((each) => each !== 0));
        // what is shown stays shown; what is withheld must not lend that to a part which is all there is of it
        cost.push(isOpen ? 0 : Number.POSITIVE_INFINITY);
        for (const vector of [0, 1] as const) {
          for (const kind of UNSEEN_KINDS)
            left[kind][vector].push(cell[kind][vector] * (kind === "counts" ? 1 : again));
        }
      }
    }
  const vectors = ([a, b]: [number[], number[]]) => [Float64Array.from(a), Float64Array.from(b)] as const;
  const rule = { floor: PRIVACY_FLOOR, minimum: scheme.definition.minimumAnswers };
  const { protections, unseen } = await decideApart({
    n: Float64Array.from(n),
    owners: Float64Array.from(owners),
    cost: Float64Array.from(cost),
    relations,
    rule,
    before,
    mayFollow,
    earlier: {
      first,
      unseen: {
        values: vectors(left.values),
        counts: vectors(left.counts),
        together: vectors(left.together),
      },
    },
    untold: special?.untold === true,
    salt: saltOf([...parts.keys()].join()),
  });
  return new Map(
    [...parts].map(([part, readings]) => {
      const { cells, from } = own.get(part) as { cells: Cells; from: number };
      return [
        part,
        { shown: apply(readings, cells, protections, rule.minimum), open: openMap(cells, from, unseen) },
      ];
    }),
  );
}
