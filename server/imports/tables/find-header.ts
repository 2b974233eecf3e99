import { cleanText } from "../normalise/plain-text.ts";
import type { SheetRow } from "../readers/sheet.ts";
import type { TableColumn } from "./column-spec.ts";
import type { ColumnMatcher } from "./match-columns.ts";

/** How deep titles and notes may stand above a header. */
export const HEADER_WITHIN = 40;

export type FoundHeader = { readonly rows: readonly SheetRow[]; readonly columns: readonly TableColumn[] };
type Candidate = { readonly rows: readonly SheetRow[]; readonly headers: readonly string[] };

function words(row: SheetRow): readonly string[] {
  return row.cells.map((cell) => cleanText(cell).replace(/\s*\n\s*/g, ""));
}

/** Header of two rows: groups over fields, with fields that reach over both rows. */
function joined(groups: readonly string[], fields: readonly string[]): readonly string[] {
  let group = "";
  return Array.from({ length: Math.max(groups.length, fields.length) }, (_, index) => {
    const above = groups[index] ?? "";
    const own = fields[index] ?? "";
    if (above !== "") group = above;
    if (own === "") return above;
    return group === "" ? own : `${group} / ${own}`;
  });
}

function score(columns: readonly TableColumn[]): number {
  return new Set(columns.flatMap(({ field }) => field ?? [])).size;
}

/** Short words, some of which reach over several fields or stand over none. */
function looksLikeGroups(groups: readonly string[], fields: readonly string[]): boolean {
  const filled = groups.filter((word) => word !== "");
  const apart = fields.some((word, index) => (word === "") !== ((groups[index] ?? "") === ""));
  return filled.length >= 2 && apart && filled.every((word) => word.length <= 16);
}

/**
 * Finds the header among a sheet's first rows: the row, or pair of rows, whose cells name the most fields.
 * @returns undefined when no row names all the source needs
 */
export function findHeader(
  rows: readonly SheetRow[],
  match: ColumnMatcher,
  enough: (fields: ReadonlySet<string>) => boolean,
): FoundHeader | undefined {
  let best: Candidate | undefined;
  let most = 0;
  for (const [index, row] of rows.slice(0, HEADER_WITHIN).entries()) {
    const above = rows[index - 1];
    const candidates: Candidate[] = [{ rows: [row], headers: words(row) }];
    if (above && above.number === row.number - 1 && looksLikeGroups(words(above), words(row)))
      candidates.unshift({ rows: [above, row], headers: joined(words(above), words(row)) });
    for (const candidate of candidates) {
      const points = score(match.known(candidate.headers));
      if (points <= most) continue;
      most = points;
      best = candidate;
    }
  }
  if (!best) return undefined;
  const columns = match.guessed(best.headers);
  const fields = new Set(columns.flatMap(({ field }) => field ?? []));
  return enough(fields) ? { rows: best.rows, columns } : undefined;
}
