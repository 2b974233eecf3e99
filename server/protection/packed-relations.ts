import type { CellRelation } from "#analytics/sums-of-cells.ts";

/** Relations as arrays of numbers, which cross to another thread without being copied object by object. */
export type PackedRelations = {
  readonly whole: Int32Array<ArrayBuffer>;
  /** Where each relation's parts begin in `parts`; one more at the end. */
  readonly from: Int32Array<ArrayBuffer>;
  readonly parts: Int32Array<ArrayBuffer>;
  /** Of each part; empty where no relation has any. */
  readonly weights: Float64Array<ArrayBuffer>;
  /** Bits of ADDITIVE, FAILS and WEIGHED. */
  readonly flags: Uint8Array<ArrayBuffer>;
  readonly system: Int32Array<ArrayBuffer>;
  readonly systems: readonly string[];
};

const [ADDITIVE, FAILS, WEIGHED] = [1, 2, 4];

export function packRelations(relations: readonly CellRelation[]): PackedRelations {
  const size = relations.reduce((sum, { parts }) => sum + parts.length, 0);
  const weighed = relations.some(({ weights }) => weights !== undefined);
  const systems = new Map<string, number>();
  const packed = {
    whole: new Int32Array(relations.length),
    from: new Int32Array(relations.length + 1),
    parts: new Int32Array(size),
    weights: new Float64Array(weighed ? size : 0),
    flags: new Uint8Array(relations.length),
    system: new Int32Array(relations.length),
  };
  let end = 0;
  for (const [at, { whole, parts, additive, holds, weights, system }] of relations.entries()) {
    packed.whole[at] = whole;
    packed.parts.set(parts, end);
    if (weights) packed.weights.set(weights, end);
    packed.flags[at] =
      (additive ? ADDITIVE : 0) | (holds === false ? FAILS : 0) | (weights === undefined ? 0 : WEIGHED);
    const known = systems.get(system) ?? systems.size;
    systems.set(system, known);
    packed.system[at] = known;
    end += parts.length;
    packed.from[at + 1] = end;
  }
  return { ...packed, systems: [...systems.keys()] };
}

/** The relations that were packed; one that holds says so by leaving `holds` out. */
export function unpackRelations(packed: PackedRelations): readonly CellRelation[] {
  const { whole, from, parts, weights, flags, system, systems } = packed;
  return Array.from(whole, (of, at) => {
    const [begin, end, flag] = [from[at] as number, from[at + 1] as number, flags[at] as number];
    return {
      whole: of,
      parts: [...parts.subarray(begin, end)],
      additive: (flag & ADDITIVE) !== 0,
      ...((flag & FAILS) !== 0 && { holds: false }),
      ...((flag & WEIGHED) !== 0 && { weights: [...weights.subarray(begin, end)] }),
      system: systems[system[at] as number] as string,
    };
  });
}
