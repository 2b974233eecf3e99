import { getHeapStatistics } from "node:v8";
import { processSingleton } from "#server/process-singleton.ts";

type Held = { readonly made: Promise<unknown>; bytes: number };

/** Bytes that what is held may take together: a quarter of what this process may grow to, and no more than that. */
const MOST_BYTES = Math.min(768 * 2 ** 20, getHeapStatistics().heap_size_limit / 4);

function shelf(): Map<string, Held> {
  return processSingleton("tables-by-cut", () => new Map<string, Held>());
}

/** Bytes of everything that is held, as those who made it told. */
export function heldBytes(): number {
  return [...shelf().values()].reduce((sum, { bytes }) => sum + bytes, 0);
}

/** Whether there is room for more without anything being let go. */
export function hasRoom(most: number = MOST_BYTES): boolean {
  return heldBytes() < 0.8 * most;
}

/** Names of what is held, the least recently used first. */
export function heldNames(): readonly string[] {
  return [...shelf().keys()];
}

/** Lets go of everything under names that begin so. */
export function letGo(beginning: string): void {
  for (const name of heldNames()) if (name.startsWith(beginning)) shelf().delete(name);
}

/**
 * What is made once for a name and then shared, also by those who ask while it is being made. It is held as long as everything together
 * takes no more than so many bytes: the least recently used goes first, and is made again when it is asked for. A failure is not held.
 * @param name must tell everything the value depends on
 * @param bytesOf about how much memory a value takes
 */
export function held<T>(
  name: string,
  make: () => Promise<T>,
  bytesOf: (value: T) => number,
  most: number = MOST_BYTES,
): Promise<T> {
  const all = shelf();
  const found = all.get(name);
  if (found !== undefined) {
    all.delete(name);
    all.set(name, found);
    return found.made as Promise<T>;
  }
  const own: Held = { made: Promise.resolve().then(make), bytes: 0 };
  all.set(name, own);
  const settle = (value: unknown) => {
    own.bytes = bytesOf(value as T);
    let together = heldBytes();
    for (const [oldest, { bytes }] of all) {
      if (together <= most) break;
      // what is still being made has no size yet, and somebody waits for it
      if (bytes === 0 || oldest === name) continue;
      all.delete(oldest);
      together -= bytes;
    }
  };
  own.made.then(settle, () => {
    if (all.get(name) === own) all.delete(name);
  });
  return own.made as Promise<T>;
}
