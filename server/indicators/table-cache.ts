import { processSingleton } from "#server/process-singleton.ts";

/** Tables hold some megabytes each at a million responses. */
const MOST = 48;

/**
 * What is made once for a key and then shared: numbers of one state of the data under one definition. A key must name
 * everything its value depends on. A failure is not remembered. The least recently used goes first.
 */
export function remembered<T>(key: string, make: () => Promise<T> | T): Promise<T> {
  const shelf = processSingleton("indicator-tables", () => new Map<string, Promise<unknown>>());
  const known = shelf.get(key);
  if (known !== undefined) {
    shelf.delete(key);
    shelf.set(key, known);
    return known as Promise<T>;
  }
  const made = Promise.resolve().then(make);
  shelf.set(key, made);
  made.catch(() => shelf.delete(key));
  for (const oldest of shelf.keys()) {
    if (shelf.size <= MOST) break;
    shelf.delete(oldest);
  }
  return made;
}
