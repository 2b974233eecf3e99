import type { Stratum } from "#analytics/moments.ts";
import { type Equation, solvedCells } from "#analytics/solved-cells.ts";
import { type CutTableRequest, classesFor, cutTable } from "#server/explore/cut-table.ts";
import { columnOf, FREE_CUTS, type FreeCut } from "#server/explore/merged-classes.ts";
import { type UnitKey, WHOLE } from "#server/indicators/place.ts";
import { OWNER_PHASES, type OwnerPhase } from "#surveys/owner-phase.ts";

/** One number there is about a wave: of a unit, perhaps a phase, perhaps a value of some cuts, and a node. */
export type LatticeCell = {
  readonly key: string;
  readonly unit: UnitKey;
  readonly phase: OwnerPhase | undefined;
  readonly values: Readonly<Partial<Record<FreeCut, string>>>;
  readonly node: string;
  /** The truth: answers, the owners they stand for, what they say. */
  readonly n: number;
  readonly owners: number;
  readonly value: number;
  /** What a reader is told of it. */
  readonly tellsN: boolean;
  readonly tellsValue: boolean;
};

/** A sum that holds of the truth: Σ factor · (n or owners · value) = 0, by number of the cell. */
export type Tie = {
  readonly of: "n" | "value";
  readonly cells: readonly number[];
  readonly factors: readonly number[];
};

export type Lattice = { readonly cells: readonly LatticeCell[]; readonly ties: readonly Tie[] };

/** Cuts that may be crossed, and those that stand alone. */
const CROSSED: readonly FreeCut[] = ["mode", "product_type", "batch"];
const ALONE: readonly FreeCut[] = ["product_class", "batch_class"];

/** One table of the free analysis. */
export type Crossing = { readonly cuts: readonly FreeCut[]; readonly phases: boolean };

function keyOf(
  { unit, phase, values }: Pick<LatticeCell, "unit" | "phase" | "values">,
  node: string,
): string {
  return JSON.stringify([unit, phase ?? "", FREE_CUTS.map((cut) => values[cut] ?? null), node]);
}

function unitsAbove(strata: readonly Stratum[]): ReadonlyMap<UnitKey, readonly ReadonlySet<UnitKey>[]> {
  const families = new Map<UnitKey, Map<string, Set<UnitKey>>>();
  const put = (whole: UnitKey, kind: string, part: UnitKey) => {
    const kinds = families.get(whole) ?? new Map<string, Set<UnitKey>>();
    kinds.set(kind, (kinds.get(kind) ?? new Set()).add(part));
    families.set(whole, kinds);
  };
  for (const { project, region, group } of strata) {
    const own: UnitKey = `project:${project ?? ""}`;
    put(WHOLE, "region", `region:${region ?? ""}`);
    put(`region:${region ?? ""}`, "project", own);
    const now = group?.region_current;
    if (now === undefined) continue;
    put(WHOLE, "region_current", `region_current:${now}`);
    put(`region_current:${now}`, "project", own);
  }
  return new Map([...families].map(([whole, kinds]) => [whole, [...kinds.values()]]));
}

/** What some tables of the free analysis, and so every screen, tell of a wave when they are read together. */
export async function latticeOf(asked: CutTableRequest, tables: readonly Crossing[]): Promise<Lattice> {
  const { strata } = asked.whole.moments;
  const weights = new Map(
    strata.map(({ project, phase, population = 0, respondents }) => [
      `project:${project}/${phase}`,
      respondents === 0 ? 0 : population / respondents,
    ]),
  );
  const families = unitsAbove(strata);
  const cells: LatticeCell[] = [];
  const at = new Map<string, number>();
  for (const { cuts, phases } of tables) {
    const phased = await cutTable(asked, cuts, true);
    const table = phases ? phased : await cutTable(asked, cuts, false);
    for (const [name, { values, raw, shown }] of table.parts) {
      const base = phased.parts.get(name)?.raw ?? new Map();
      for (const [place, nodes] of raw) {
        const [unit = WHOLE, own = ""] = place.split("/") as [UnitKey?, string?];
        const phase = OWNER_PHASES.find((each) => each === own);
        if ((phase !== undefined) !== phases) continue;
        for (const [node, { n = 0, value = 0 }] of nodes) {
          const told = shown.get(place)?.get(node);
          const key = keyOf({ unit, phase, values }, node);
          const owners = ownersOf(strata, weights, base, unit, phase, node);
          at.set(key, cells.length);
          cells.push({
            ...{ key, unit, phase, values, node, n, owners, value },
            tellsN: told === undefined || told.n !== undefined || told.state === "undefined",
            tellsValue: told === undefined || told.value !== undefined || told.state === "undefined",
          });
        }
      }
    }
  }
  const classes = await classesFor(asked, [...CROSSED, ...ALONE]);
  return { cells, ties: tiesOf(cells, at, families, classes) };
}

/** Owners behind a number: of every stratum in it as many as its answers stand for. */
function ownersOf(
  strata: readonly Stratum[],
  weights: ReadonlyMap<string, number>,
  base: ReadonlyMap<string, ReadonlyMap<string, { readonly n?: number | undefined }>>,
  unit: UnitKey,
  phase: OwnerPhase | undefined,
  node: string,
): number {
  let sum = 0;
  for (const stratum of strata) {
    if (phase !== undefined && stratum.phase !== phase) continue;
    const units = [
      WHOLE,
      `project:${stratum.project}`,
      `region:${stratum.region}`,
      `region_current:${stratum.group?.region_current}`,
    ];
    if (!units.includes(unit)) continue;
    const own = `project:${stratum.project}/${stratum.phase}`;
    sum += (base.get(own)?.get(node)?.n ?? 0) * (weights.get(own) ?? 0);
  }
  return sum;
}

function tiesOf(
  cells: readonly LatticeCell[],
  at: ReadonlyMap<string, number>,
  families: ReadonlyMap<UnitKey, readonly ReadonlySet<UnitKey>[]>,
  classes: Awaited<ReturnType<typeof classesFor>>,
): readonly Tie[] {
  const ties: Tie[] = [];
  const truth = (cell: number) => (cells[cell]?.owners ?? 0) * (cells[cell]?.value ?? 0);
  /** Only what is true binds: a mean of items with answers of their own is no mean over people. */
  const put = (of: Tie["of"], own: readonly number[], factors: readonly number[]) => {
    const says = own.map((cell, place) =>
      of === "n" ? (factors[place] ?? 0) * (cells[cell]?.n ?? 0) : (factors[place] ?? 0) * truth(cell),
    );
    const size = says.reduce((sum, each) => sum + Math.abs(each), 0);
    if (Math.abs(says.reduce((sum, each) => sum + each, 0)) <= 1e-9 * (1 + size))
      ties.push({ of, cells: own, factors });
  };
  const additive = (whole: number, parts: readonly number[]) => {
    if (parts.length === 0) return;
    const factors = [...parts.map(() => 1), -1];
    for (const kind of ["n", "value"] as const) put(kind, [...parts, whole], factors);
  };
  const find = (cell: Pick<LatticeCell, "unit" | "phase" | "values">, node: string) =>
    at.get(keyOf(cell, node)) ?? [];
  const words = new Map<FreeCut, ReadonlySet<string>>(
    FREE_CUTS.map((cut) => [cut, new Set(cells.flatMap(({ values }) => values[cut] ?? []))]),
  );
  for (const [number, cell] of cells.entries()) {
    const { unit, phase, values, node } = cell;
    for (const parts of families.get(unit) ?? [])
      additive(
        number,
        [...parts].flatMap((part) => find({ unit: part, phase, values }, node)),
      );
    const fixed = FREE_CUTS.filter((cut) => values[cut] !== undefined);
    if (phase === undefined)
      additive(
        number,
        OWNER_PHASES.flatMap((each) => find({ unit, phase: each, values }, node)),
      );
    for (const cut of CROSSED) {
      if (fixed.includes(cut) || fixed.some((each) => ALONE.includes(each))) continue;
      additive(
        number,
        [...(words.get(cut) ?? [])].flatMap((word) =>
          find({ unit, phase, values: { ...values, [cut]: word } }, node),
        ),
      );
    }
    if (fixed.length === 0 && phase === undefined)
      for (const cut of ALONE)
        additive(
          number,
          [...(words.get(cut) ?? [])].flatMap((word) => find({ unit, phase, values: { [cut]: word } }, node)),
        );
    for (const cut of ALONE) {
      if (!fixed.includes(cut)) continue;
      const members = [...(classes[cut] ?? [])].flatMap(([word, of]) => (of === values[cut] ? [word] : []));
      additive(
        number,
        members.flatMap((word) => find({ unit, phase, values: { [columnOf(cut)]: word } }, node)),
      );
    }
  }
  return ties;
}

/** Cells that nobody tells and that the ties determine, of the given kind. */
export function determined({ cells, ties }: Lattice, of: Tie["of"]): readonly LatticeCell[] {
  const unknown = (cell: number) => {
    const own = cells[cell];
    return own !== undefined && own.n > 0 && !(of === "n" ? own.tellsN : own.tellsValue);
  };
  const equations = ties
    .filter((tie) => tie.of === of)
    .map(
      ({ cells: own, factors }): Equation =>
        own.flatMap((cell, place) => (unknown(cell) ? [cell, factors[place] ?? 0] : [])),
    )
    .filter((equation) => equation.length > 0);
  return solvedCells(equations).map((cell) => cells[cell] as LatticeCell);
}
