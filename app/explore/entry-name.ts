import type { AxisEntry } from "#server/explore/crosstab-axis.ts";
import type { namesIn } from "../language/names.ts";

/** Words that name what the record holds as codes. */
export type EntryWords = {
  readonly all: string;
  readonly unknown: string;
  /** What is small, merged. */
  readonly others: string;
  readonly modes: Readonly<Record<string, string>>;
};

/** What a row or column is called. */
export function entryName(
  entry: AxisEntry,
  names: ReturnType<typeof namesIn>,
  { all, unknown, others, modes }: EntryWords,
): string {
  if (entry.unit) return names.unit(entry.unit);
  if (entry.phase) return names.phase(entry.phase);
  if (entry.node) return names.node(entry.node);
  if (entry.tenure) return names.tenure(entry.tenure);
  if (entry.word === null) return all;
  if (entry.word === "") return unknown;
  if (entry.word === "*") return others;
  return modes[entry.word] ?? entry.word;
}
