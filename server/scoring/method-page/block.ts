import type { Text } from "#surveys/question.ts";

/** A piece of a generated page, in both languages. */
export type Block =
  | { readonly kind: "heading"; readonly level: 1 | 2; readonly text: Text }
  | { readonly kind: "paragraph"; readonly text: Text }
  /** What is known beside what it is. */
  | {
      readonly kind: "facts";
      readonly facts: readonly { readonly name: Text; readonly value: Text | string }[];
    }
  | {
      readonly kind: "table";
      readonly head: readonly Text[];
      /** Columns from this one on hold numbers. */
      readonly numbersFrom: number;
      readonly rows: readonly (readonly string[])[];
    };

/** Both languages in one line; a text that is the same in both stands once. */
export function bothLanguages(text: Text | string): string {
  if (typeof text === "string") return text;
  return text.zh === text.en ? text.zh : `${text.zh} ${text.en}`.trim();
}
