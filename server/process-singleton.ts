/**
 * A value that exists once a process, however many module graphs are loaded. The HTTP front and Next's bundle
 * are two graphs; two DuckDB instances on one file would lose rows silently.
 */
export function processSingleton<T>(name: string, create: () => T): T {
  const key = Symbol.for(`ownervoice.${name}`);
  const shelf = globalThis as unknown as Record<symbol, T | undefined>;
  shelf[key] ??= create();
  return shelf[key];
}

/** Forgets the value, for orderly shutdown; returns it if there was one. */
export function takeProcessSingleton<T>(name: string): T | undefined {
  const key = Symbol.for(`ownervoice.${name}`);
  const shelf = globalThis as unknown as Record<symbol, T | undefined>;
  const value = shelf[key];
  delete shelf[key];
  return value;
}
