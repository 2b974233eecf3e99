import { processSingleton } from "#server/process-singleton.ts";

/** Tables hold some megabytes each at a million responses. */
const MOST = 96;

/**
 * What is made once for a key and then shared: numbers of one state of the data under one definition. A key must name
 * everything its value depends on. A failure is not remembered. The least recently used goes first.
 * @param make gets the last value made under the same `lineage`, to build on
 */
export async function remembered<T>(
  key: string,
  make: (known: T | undefined) => Promise<T> | T,
  lineage?: string,
): Promise<T> {
  const shelf = processSingleton("indicator-tables", () => new Map<string, Promise<unknown>>());
  const found = shelf.get(key);
  if (found !== undefined) {
    shelf.delete(key);
    shelf.set(key, found);
    return found as Promise<T>;
  }
  const last = lineage === undefined ? undefined : (shelf.get(lineage) as Promise<T> | undefined);
  const made = (last ?? Promise.resolve(undefined)).catch(() => undefined).then(make);
  shelf.set(key, made);
  if (lineage !== undefined) {
    shelf.delete(lineage);
    shelf.set(lineage, made);
  }
  made.catch(() => shelf.delete(key));
  for (const oldest of shelf.keys()) {
    if (shelf.size <= MOST) break;
    shelf.delete(oldest);
  }
  return made;
}
