import { nodesOf } from "#analytics/columns-of-definition.ts";
import { OWNER_SATISFACTION } from "#analytics/definitions/registry.ts";

/** A cell as a reader sees it. */
export type Seen = { readonly state: string; readonly n: number | null; readonly value: number | null };
/** A sum a reader can form; without weights those of the whole are the sum of the parts'. */
export type Sum = {
  readonly whole: string;
  readonly parts: readonly string[];
  readonly weights?: readonly number[];
};

/** The units of the small group, by the one above. */
export const PARTS: Readonly<Record<string, readonly string[]>> = {
  G: ["RA", "RB"],
  RA: ["A1", "A2", "A3"],
  RB: ["B1", "B2"],
};
export const UNITS = ["G", "RA", "RB", "A1", "A2", "A3", "B1", "B2"];
export const PHASES = ["P", "R", "S", "O"];
export const MODES = ["web", "phone", "visit"];
export const NODES = [
  ...nodesOf(OWNER_SATISFACTION.tree).map(({ id }) => id),
  ...Object.keys(OWNER_SATISFACTION.items),
  "loyalty",
  "NPS",
];

/** Name of a cell. */
export function at(unit: string, phase: string, mode: string, node: string): string {
  return `${unit}/${phase}/${mode}/${node}`;
}

/** Sums through units, phases and modes. */
export function sums(): Sum[] {
  const found: Sum[] = [];
  for (const node of NODES) {
    for (const mode of ["", ...MODES]) {
      for (const phase of ["", ...PHASES])
        for (const [whole, parts] of Object.entries(PARTS))
          found.push({
            whole: at(whole, phase, mode, node),
            parts: parts.map((part) => at(part, phase, mode, node)),
          });
      for (const unit of UNITS)
        found.push({
          whole: at(unit, "", mode, node),
          parts: PHASES.map((phase) => at(unit, phase, mode, node)),
        });
    }
    for (const unit of UNITS)
      for (const phase of ["", ...PHASES])
        found.push({
          whole: at(unit, phase, "", node),
          parts: MODES.map((mode) => at(unit, phase, mode, node)),
        });
  }
  return found;
}

/** Sums of what an index is made of. */
export function alongTree(): Sum[] {
  return nodesOf(OWNER_SATISFACTION.tree).flatMap((node) =>
    UNITS.flatMap((unit) =>
      ["", ...PHASES].map((phase): Sum => {
        const own = node.id === "TOTAL" && phase ? OWNER_SATISFACTION.phaseWeights?.[phase] : undefined;
        const children = [
          ...(node.combine ?? []).map((child) => [child.id, own?.[child.id] ?? child.weight ?? 0] as const),
          ...Object.entries(node.items ?? {}),
        ].filter(([, weight]) => weight > 0);
        return {
          whole: at(unit, phase, "", node.id),
          parts: children.map(([id]) => at(unit, phase, "", id)),
          weights: children.map(([, weight]) => weight),
        };
      }),
    ),
  );
}

/** Works out whatever one unknown at a time allows. Absent cells (nobody was asked) count as nothing. */
export function peel(
  known: Map<string, number>,
  absent: (key: string) => boolean,
  equations: readonly Sum[],
): Set<string> {
  const derived = new Set<string>();
  for (let more = true; more; ) {
    more = false;
    for (const { whole, parts } of equations) {
      const alive = parts.filter((part) => !absent(part));
      const unknown = [whole, ...alive].filter((key) => !known.has(key));
      const [key] = unknown;
      if (unknown.length !== 1 || key === undefined || alive.length === 0 || absent(whole)) continue;
      const total = alive.reduce((sum, part) => sum + (known.get(part) ?? 0), 0);
      known.set(key, key === whole ? total : (known.get(whole) ?? 0) - total);
      derived.add(key);
      more = true;
    }
  }
  return derived;
}

/** Whether nobody was asked there. */
export const isAbsent = (of: ReadonlyMap<string, Seen>) => (key: string) =>
  (of.get(key)?.state ?? "undefined") === "undefined";
