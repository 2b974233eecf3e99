/* How a file is held against the answers of its screen. */

export type Reading = Readonly<Record<"value" | "low" | "high" | "n" | "state", unknown>>;
export type Change = { readonly difference: number; readonly verdict: string } | null | undefined;
export type Row = readonly unknown[];

export type FileLook = {
  /** The maker, and what stands in the address beside unit and wave. */
  readonly what: string;
  readonly more: string;
  /** Procedures that answer the screen, with what the address says. */
  readonly asks: readonly (readonly [path: string, input: Readonly<Record<string, unknown>>])[];
  readonly columns: readonly string[];
  /** The rows of the file, in any order. An answer is null where there is none. */
  // biome-ignore lint/suspicious/noExplicitAny: answers as they travel, which every look knows by itself
  readonly rows: (views: readonly any[]) => readonly Row[];
  /** Where the file has not all of them: how many at least. */
  // biome-ignore lint/suspicious/noExplicitAny: as above
  readonly some?: (views: readonly any[]) => number;
};

export const READING = ["value", "low", "high", "n", "state"] as const;

export function reading(of: Reading): Row {
  return READING.map((name) => of[name] ?? null);
}

export function change(of: Change): Row {
  return [of?.difference ?? null, of?.verdict ?? null];
}
