import { randomUUID } from "node:crypto";
import type { IndexDefinition } from "#analytics/index-definition.ts";
import type { Reading } from "#analytics/reading.ts";
import { OWNER_PHASES } from "#surveys/owner-phase.ts";
import type { ReadingMap } from "./reading-cells.ts";
import { leavesOf, versionShift } from "./version-shift.ts";
import type { WaveTable } from "./wave-table.ts";

type Nodes = ReadonlyMap<string, Reading>;

/** What may be told of a cell, and how far that lies from what the rule gives. */
type Told = { readonly reading: Reading; readonly away: number };

const HIDDEN = {
  value: undefined,
  se: undefined,
  df: undefined,
  low: undefined,
  high: undefined,
  n: undefined,
  neff: undefined,
  deff: undefined,
  coverage: undefined,
  state: "hidden",
} as const;

function isShown(reading: Reading | undefined): boolean {
  return reading === undefined || reading.value !== undefined || reading.state === "undefined";
}

/**
 * A cell under the rule asked for, given what is told of its place under the rule of its time. Two weightings of the same
 * leaves would solve for a hidden one, so what is withheld stays so, and hidden leaves add what they added then.
 * @param keptBack leaves that the tables keep back everywhere, however many answered
 */
export function tell(
  rules: readonly [IndexDefinition, IndexDefinition],
  [then, now]: readonly [Nodes, Nodes],
  reading: Reading,
  phase: string | undefined,
  keptBack: (leaf: string) => boolean = () => false,
): Told {
  const { node } = reading;
  const was = then.get(node);
  if (reading.value === undefined) return { reading, away: 0 };
  if (was === undefined || was.state === "undefined") {
    const open = leavesOf(rules[1], node).every(
      (leaf) => !keptBack(leaf) && isShown(then.get(leaf)) && isShown(now.get(leaf)),
    );
    return { reading: open ? reading : { ...reading, ...HIDDEN }, away: 0 };
  }
  if (was.value === undefined) return { reading: { ...was, group: reading.group }, away: 0 };
  const shift = versionShift(
    rules,
    [node, node],
    [then, now],
    (leaf) => !keptBack(leaf) && isShown(then.get(leaf)) && (then.has(leaf) || isShown(now.get(leaf))),
    phase,
  );
  if (shift?.after.value === undefined) return { reading: { ...reading, ...HIDDEN }, away: 0 };
  if (shift.without.length === 0) return { reading, away: 0 };
  return {
    reading: { ...shift.after, group: reading.group, deff: undefined, state: was.state },
    away: shift.after.value - reading.value,
  };
}

/** Readings for tests, brought to what may be told; their error is that under the rule of the time. */
function samplesTold(inForce: WaveTable, asked: WaveTable, away: ReadonlyMap<string, Map<string, number>>) {
  return (level: string): ReadingMap => {
    const then = inForce.samples(level);
    return new Map(
      [...asked.samples(level)].map(([key, nodes]) => {
        const moved = away.get(key);
        if (moved === undefined) return [key, nodes] as const;
        const told = [...nodes].map(([node, reading]) => {
          const by = moved.get(node);
          const was = then.get(key)?.get(node);
          if (by === undefined || was === undefined || reading.value === undefined) return [node, reading];
          return [node, { ...was, group: reading.group, value: reading.value + by }];
        });
        return [key, new Map(told as [string, Reading][])] as const;
      }),
    );
  };
}

/**
 * A wave read under another rule than that of its time.
 * @param inForce its table under the rule of its time, which decides what may be told
 * @param asked its table under the other rule
 */
export function restatedTable(inForce: WaveTable, asked: WaveTable): WaveTable {
  const [[was], [is]] = [inForce.definitions, asked.definitions];
  if (was === undefined || is === undefined) throw new Error("a table has a definition");
  const away = new Map<string, Map<string, number>>();
  const shown = new Map(
    [...asked.shown].map(([key, nodes]) => {
      const phase = OWNER_PHASES.find((each) => key.endsWith(`/${each}`));
      const then = inForce.shown.get(key) ?? new Map<string, Reading>();
      const own = [...nodes.values()].map((reading) => {
        const told = tell([was, is], [then, nodes], reading, phase);
        if (told.away !== 0) {
          const moved = away.get(key) ?? new Map<string, number>();
          away.set(key, moved.set(reading.node, told.away));
        }
        return [reading.node, told.reading] as const;
      });
      return [key, new Map(own)] as const;
    }),
  );
  return { ...asked, id: randomUUID(), shown, samples: samplesTold(inForce, asked, away), withheld: away };
}
