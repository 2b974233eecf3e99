import type { CellRelation } from "#analytics/sums-of-cells.ts";

/** Cells of a made-up group with the sums among them. */
export type LatticeOfUnits = {
  /** Answers and owners behind each cell. */
  readonly n: readonly number[];
  readonly owners: readonly number[];
  readonly relations: readonly CellRelation[];
  /** By cell, 0 of the index, 1 to 3 of what it is made of. */
  readonly nodeOf: ReadonlyMap<number, number>;
};

function along(system: string, whole: number, parts: readonly number[]): CellRelation {
  return { whole, parts, additive: true, system };
}

/**
 * A group of regions of projects, by phase, each with an index of three dimensions; cell = (place, node).
 * @param regions how many projects each has
 * @param answered taken in turn for every project, phase and dimension
 * @param seed sets how many owners an answer stands for
 */
export function latticeOfUnits(
  regions: readonly number[],
  phases: number,
  answered: readonly number[],
  seed: number,
): LatticeOfUnits {
  const nodes = 4;
  const n: number[] = [];
  const owners: number[] = [];
  const relations: CellRelation[] = [];
  const places: { unit: string; phase: number }[] = [];
  const cellOf = new Map<string, number>();
  const cell = (unit: string, phase: number, node: number) => {
    const key = `${unit}/${phase}/${node}`;
    let at = cellOf.get(key);
    if (at === undefined) {
      at = n.length;
      n.push(0);
      owners.push(0);
      cellOf.set(key, at);
      if (node === 0) places.push({ unit, phase });
    }
    return at;
  };
  let next = 0;
  const projects = regions.flatMap((count, region) =>
    Array.from({ length: count }, (_, at) => ({ region: `r${region}`, project: `r${region}p${at}` })),
  );
  for (const [place, { region, project }] of projects.entries())
    for (let phase = 1; phase <= phases; phase++)
      for (let node = 0; node < nodes; node++) {
        const count = node === 0 ? 0 : (answered[next++ % answered.length] ?? 0);
        for (const unit of [project, region, "g"])
          for (const each of [phase, 0]) {
            const at = cell(unit, each, node);
            n[at] = (n[at] ?? 0) + count;
            // owners a respondent stands for differ from stratum to stratum
            owners[at] = (owners[at] ?? 0) + count * (1 + (((place * 5 + phase) * 31 + seed) % 7));
          }
      }
  for (const { unit, phase } of places)
    n[cell(unit, phase, 0)] = Math.max(...[1, 2, 3].map((node) => n[cell(unit, phase, node)] ?? 0));
  for (let node = 0; node < nodes; node++) {
    for (let phase = 0; phase <= phases; phase++) {
      relations.push(
        along(
          `node ${node}`,
          cell("g", phase, node),
          regions.map((_, region) => cell(`r${region}`, phase, node)),
        ),
      );
      for (const [region, count] of regions.entries())
        relations.push(
          along(
            `node ${node}`,
            cell(`r${region}`, phase, node),
            Array.from({ length: count }, (_, at) => cell(`r${region}p${at}`, phase, node)),
          ),
        );
    }
    for (const unit of new Set(places.map((place) => place.unit)))
      relations.push(
        along(
          `node ${node}`,
          cell(unit, 0, node),
          Array.from({ length: phases }, (_, at) => cell(unit, at + 1, node)),
        ),
      );
  }
  for (const { unit, phase } of places)
    relations.push({
      whole: cell(unit, phase, 0),
      parts: [1, 2, 3].map((node) => cell(unit, phase, node)),
      additive: false,
      weights: [2, 3, 4],
      system: `place ${unit} ${phase}`,
    });
  const nodeOf = new Map([...cellOf].map(([key, at]) => [at, Number(key.split("/")[2])]));
  return { n, owners, relations, nodeOf };
}
