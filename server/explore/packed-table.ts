import { deserialize, serialize } from "node:v8";
import type { Reading, ReadingState } from "#analytics/reading.ts";
import type { OpenCell, OpenMap } from "#server/indicators/protect-readings.ts";
import type { ReadingMap } from "#server/indicators/reading-cells.ts";
import type { CutPart, CutTable } from "./cut-part.ts";

type NumberName = Exclude<keyof Reading, "group" | "node" | "state">;

/** Every number a reading may have, in the order they are kept in. */
const BITS = {
  value: 0,
  se: 1,
  df: 2,
  intervalSe: 3,
  low: 4,
  high: 5,
  n: 6,
  population: 7,
  populationCovered: 8,
  neff: 9,
  deff: 10,
  coverage: 11,
  sparse: 12,
  minimum: 13,
} as const satisfies Record<NumberName, number>;

const NUMBERS = Object.entries(BITS) as readonly [NumberName, number][];

const STATES: readonly ReadingState[] = ["full", "indicative", "n-only", "hidden", "undefined"];

/** Numbers of an open cell: n, owners, total and three pairs. */
const OPEN_NUMBERS = 9;

/** What stands at places and nodes: places with how many nodes each has, and the node of every one. */
type PackedKeys = {
  readonly places: readonly string[];
  readonly counts: Uint32Array;
  readonly nodes: readonly string[];
  readonly node: Uint16Array;
};

/** Readings as columns: a bit of `has` for each number that is there, the numbers one after the other. */
type PackedReadings = PackedKeys & {
  readonly groups: readonly Reading["group"][];
  readonly group: Uint32Array;
  readonly state: Uint8Array;
  readonly has: Uint16Array;
  readonly numbers: Float64Array;
};

type PackedOpen = PackedKeys & { readonly numbers: Float64Array };

type PackedPart = {
  readonly name: string;
  readonly values: CutPart["values"];
  readonly raw: PackedReadings;
  readonly shown: PackedReadings;
  readonly open: PackedOpen;
};

/** Numbers texts in the order they come. */
function numbering<T>(keyOf: (value: T) => string) {
  const known = new Map<string, number>();
  const all: T[] = [];
  return {
    all,
    of: (value: T) => {
      const key = keyOf(value);
      const place = known.get(key) ?? all.push(value) - 1;
      known.set(key, place);
      return place;
    },
  };
}

function packKeys(map: ReadonlyMap<string, ReadonlyMap<string, unknown>>): PackedKeys {
  const nodes = numbering<string>((node) => node);
  const node = [...map.values()].flatMap((own) => [...own.keys()].map(nodes.of));
  return {
    places: [...map.keys()],
    counts: Uint32Array.from(map.values(), ({ size }) => size),
    nodes: nodes.all,
    node: Uint16Array.from(node),
  };
}

function packReadings(map: ReadingMap): PackedReadings {
  const groups = numbering<Reading["group"]>((group) => JSON.stringify(group));
  const [group, state, has, numbers]: [number[], number[], number[], number[]] = [[], [], [], []];
  for (const nodes of map.values())
    for (const reading of nodes.values()) {
      group.push(groups.of(reading.group));
      state.push(STATES.indexOf(reading.state));
      let bits = 0;
      for (const [name, bit] of NUMBERS) {
        const number = reading[name];
        if (number === undefined) continue;
        bits |= 1 << bit;
        numbers.push(number);
      }
      has.push(bits);
    }
  return {
    ...packKeys(map),
    groups: groups.all,
    group: Uint32Array.from(group),
    state: Uint8Array.from(state),
    has: Uint16Array.from(has),
    numbers: Float64Array.from(numbers),
  };
}

function packOpen(map: OpenMap): PackedOpen {
  const numbers: number[] = [];
  for (const nodes of map.values())
    for (const { n, owners, total, values, counts, together } of nodes.values())
      numbers.push(n, owners, total, ...values, ...counts, ...together);
  return { ...packKeys(map), numbers: Float64Array.from(numbers) };
}

function unpack<T>(keys: PackedKeys, valueAt: (at: number, node: string) => T): Map<string, Map<string, T>> {
  let at = 0;
  return new Map(
    keys.places.map((place, number) => {
      const own = new Map<string, T>();
      for (const end = at + (keys.counts[number] as number); at < end; at++) {
        const node = keys.nodes[keys.node[at] as number] as string;
        own.set(node, valueAt(at, node));
      }
      return [place, own];
    }),
  );
}

function unpackReadings(packed: PackedReadings): ReadingMap {
  const { groups, group, state, has, numbers } = packed;
  let next = 0;
  return unpack(packed, (at, node): Reading => {
    const bits = has[at] as number;
    const number = (bit: number) => ((bits & (1 << bit)) === 0 ? undefined : (numbers[next++] as number));
    // in the order of their bits, as the numbers are taken one after the other; one shape for all of them
    return {
      group: groups[group[at] as number] as Reading["group"],
      node,
      value: number(BITS.value),
      se: number(BITS.se),
      df: number(BITS.df),
      intervalSe: number(BITS.intervalSe),
      low: number(BITS.low),
      high: number(BITS.high),
      n: number(BITS.n),
      population: number(BITS.population),
      populationCovered: number(BITS.populationCovered),
      neff: number(BITS.neff),
      deff: number(BITS.deff),
      coverage: number(BITS.coverage),
      sparse: number(BITS.sparse),
      minimum: number(BITS.minimum),
      state: STATES[state[at] as number] as ReadingState,
    };
  });
}

function unpackOpen(packed: PackedOpen): OpenMap {
  const number = (at: number, place: number) => packed.numbers[at * OPEN_NUMBERS + place] as number;
  return unpack(
    packed,
    (at): OpenCell => ({
      n: number(at, 0),
      owners: number(at, 1),
      total: number(at, 2),
      values: [number(at, 3), number(at, 4)],
      counts: [number(at, 5), number(at, 6)],
      together: [number(at, 7), number(at, 8)],
    }),
  );
}

/** Makes something when it is first asked for. */
function lazily<T extends object>(make: () => T): () => T {
  let made: T | undefined;
  return () => {
    made ??= make();
    return made;
  };
}

/** A part whose readings are made when they are asked for: screens ask for what is shown alone. */
function unpackPart({ values, ...packed }: PackedPart): CutPart {
  const raw = lazily(() => unpackReadings(packed.raw));
  const shown = lazily(() => unpackReadings(packed.shown));
  const open = lazily(() => unpackOpen(packed.open));
  return {
    values,
    get raw() {
      return raw();
    },
    get shown() {
      return shown();
    },
    get open() {
      return open();
    },
  };
}

/** A table as bytes, every number to its last bit. */
export function packTable({ parts }: CutTable): Buffer {
  const packed = [...parts].map(
    ([name, { values, raw, shown, open }]): PackedPart => ({
      ...{ name, values },
      raw: packReadings(raw),
      shown: packReadings(shown),
      open: packOpen(open),
    }),
  );
  return serialize(packed);
}

/** Bytes of tables whose readings are not made yet. */
const PACKED = new WeakMap<CutTable, number>();

/** The table that was packed. The bytes must be this program's own: they are not looked through. */
export function unpackTable(bytes: Buffer): CutTable {
  const packed = deserialize(bytes) as readonly PackedPart[];
  const table: CutTable = { parts: new Map(packed.map((part) => [part.name, unpackPart(part)])) };
  PACKED.set(table, bytes.length);
  return table;
}

/** Bytes of a reading with what is shown of it and what it leaves open, as they were read of a wave with 246,000 of them. */
const BYTES_OF_READING = 800;

/** About how much memory a table takes; of one that was packed, its numbers and what is shown of them. */
export function bytesOfTable(table: CutTable): number {
  const packed = PACKED.get(table);
  if (packed !== undefined) return 3 * packed;
  let readings = 0;
  for (const { shown } of table.parts.values()) for (const nodes of shown.values()) readings += nodes.size;
  return readings * BYTES_OF_READING;
}
