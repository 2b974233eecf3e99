import type { Text } from "#surveys/question.ts";
import { type Block, bothLanguages } from "./block.ts";

/** The language a page is told in; both, one after the other, when left out. */
export type PageLanguage = "zh" | "en" | undefined;

type Rows = readonly (readonly string[])[];

function rowsOf(block: Block, told: (text: Text | string) => string): Rows {
  switch (block.kind) {
    case "heading":
      return [[told(block.text)]];
    case "paragraph":
      return [[told(block.text)], []];
    case "facts":
      return [...block.facts.map(({ name, value }) => [told(name), told(value)]), []];
    case "table":
      return [block.head.map(told), ...block.rows, []];
  }
}

/** A page as the rows of a sheet: a heading a row, facts in two cells, tables as they are, with an empty row between pieces. */
export function renderRows(blocks: readonly Block[], language?: PageLanguage): Rows {
  const told = (text: Text | string) =>
    typeof text === "string" || language === undefined ? bothLanguages(text) : text[language];
  return blocks.flatMap((block) => rowsOf(block, told));
}
