import type { ColumnSpec, HeaderMapping, TableColumn } from "./column-spec.ts";
import { headerForms, headerText } from "./header-text.ts";
import { isPersonalHeader } from "./personal-headers.ts";

/** Finds the field of a header, where a source does not know it by name. */
export type HeaderGuess = (header: string) => ColumnSpec | undefined;

/** `known`: by mapping and name only, cheap enough to try on every row · `guessed`: the same, and by guess. */
export type ColumnMatcher = Readonly<
  Record<"known" | "guessed", (headers: readonly string[]) => readonly TableColumn[]>
>;

type Synonyms = ReadonlyMap<string, ColumnSpec>;

function synonymsOf(specs: readonly ColumnSpec[]): Synonyms {
  return new Map(
    specs.flatMap((spec) => spec.headers.map((header): [string, ColumnSpec] => [headerText(header), spec])),
  );
}

function lookUp(synonyms: Synonyms, header: string): ColumnSpec | undefined {
  const [, own = header] = / \/ (.*)$/s.exec(header) ?? [];
  for (const form of [...headerForms(header), ...headerForms(own)]) {
    const spec = synonyms.get(form);
    if (spec) return spec;
  }
  return undefined;
}

/**
 * Makes the function that gives each header of a table its field: by an explicit mapping, by name, by guess. Never by
 * position: vendors reorder. A field already taken stays with its first column, unless it may have many.
 */
export function columnMatcher(
  specs: readonly ColumnSpec[],
  mapping: HeaderMapping = {},
  guess: HeaderGuess = () => undefined,
): ColumnMatcher {
  const synonyms = synonymsOf(specs);
  const byField = new Map(specs.map((spec) => [spec.field, spec]));
  const mapped = new Map(Object.entries(mapping).map(([header, field]) => [headerText(header), field]));
  const specOf = (header: string, guessing: boolean): ColumnSpec | undefined => {
    const wanted = mapped.get(headerText(header)) ?? mapped.get(headerText(header.replace(/^.* \/ /s, "")));
    if (wanted !== undefined) return byField.get(wanted);
    return lookUp(synonyms, header) ?? (guessing && !isPersonalHeader(header) ? guess(header) : undefined);
  };
  const matchWith = (guessing: boolean) => (headers: readonly string[]) => {
    const taken = new Set<string>();
    return headers.map((header, index): TableColumn => {
      const spec = header === "" ? undefined : specOf(header, guessing);
      if (spec && (spec.many || !taken.has(spec.field))) {
        taken.add(spec.field);
        return { index, header, handling: spec.handling, field: spec.field };
      }
      return { index, header, handling: isPersonalHeader(header) ? "drop" : "unmapped" };
    });
  };
  return { known: matchWith(false), guessed: matchWith(true) };
}
