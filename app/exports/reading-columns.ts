import type { ExportColumn, Value } from "#server/exports/table.ts";
import type { PassportView, ReadingView } from "#server/indicators/reading-view.ts";
import { NOTHING } from "../format.ts";
import { withheldMark } from "../withheld-mark.ts";

type Told = Pick<ReadingView, "value" | "low" | "high" | "n" | "state" | "minimum">;

/** What stands in a cell: the number as it is, or the mark that says why there is none. */
export function cellValue(cell: Pick<Told, "value" | "state" | "minimum">): Value {
  return withheldMark(cell) ?? cell.value ?? NOTHING;
}

/** A number with its interval and its answers, in this order in every file. */
export const READING_COLUMNS: readonly ExportColumn[] = [
  { name: "value", type: "number" },
  { name: "low", type: "number" },
  { name: "high", type: "number" },
  { name: "n", type: "integer" },
  { name: "state", type: "text" },
];

/** A reading under `READING_COLUMNS`, unrounded. */
export function readingValues(reading: Told | undefined): readonly Value[] {
  return [
    reading?.value ?? null,
    reading?.low ?? null,
    reading?.high ?? null,
    reading?.n ?? null,
    reading?.state ?? null,
  ];
}

/** How many answered, where people are counted and no score is seen. */
export const COUNT_COLUMNS: readonly ExportColumn[] = [
  { name: "n", type: "integer" },
  { name: "state", type: "text" },
];

/** A reading under `COUNT_COLUMNS`. */
export function countValues(reading: Told | undefined): readonly Value[] {
  return [reading?.n ?? null, reading?.state ?? null];
}

/** By what rule and of which data a number is. */
export const ORIGIN_COLUMNS: readonly ExportColumn[] = [
  { name: "definition", type: "text" },
  { name: "data_version", type: "text" },
];

/** A passport under `ORIGIN_COLUMNS`. */
export function originValues({
  definition,
  data,
}: Pick<PassportView, "definition" | "data">): readonly Value[] {
  return [`${definition.id}@${definition.version}`, data.version];
}
