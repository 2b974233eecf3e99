import { isNullWord } from "./null-words.ts";
import { plainText } from "./plain-text.ts";

/** Values a spreadsheet could not show or compute. */
export type CellLoss = "CELL_ERROR" | "VALUE_LOST";

export type CellText = { readonly text: string; readonly loss?: CellLoss };

const ERROR_VALUE = /^#(?:REF!|N\/A|VALUE!|NAME\?|DIV\/0!|NUM!|NULL!|SPILL!|CALC!|GETTING_DATA)$/i;
const EMPTY: CellText = { text: "" };

/** The value of a mapped cell as plain text; null words, error values and `#####` are empty, the latter two with what was lost. */
export function readCell(raw: string | undefined): CellText {
  if (raw === undefined || raw === "") return EMPTY;
  const text = plainText(raw);
  if (text.charCodeAt(0) === 35) {
    if (ERROR_VALUE.test(text)) return { text: "", loss: "CELL_ERROR" };
    if (/^#{3,}$/.test(text)) return { text: "", loss: "VALUE_LOST" };
  }
  return isNullWord(text) ? EMPTY : { text };
}
