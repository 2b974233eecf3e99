import type { Question } from "#surveys/question.ts";
import { plainText } from "./plain-text.ts";

export type ChoiceReading = { readonly values: readonly string[]; readonly unknown: readonly string[] };

const NOTHING: ChoiceReading = { values: [], unknown: [] };
const SKIPPED = /^[(（]?(?:跳过|未显示|空)[)）]?$/;

function labelKey(text: string): string {
  return text.replace(/[\p{P}\s]/gu, "").toLowerCase();
}

/** Options by label; a vendor's short form of a label with a slash or bracket is found as well. */
function optionsByLabel(question: Question): ReadonlyMap<string, string> {
  return new Map(
    (question.options ?? []).flatMap(({ value, label }): [string, string][] => [
      [labelKey(label.zh), value],
      [labelKey(label.en), value],
      [labelKey(value), value],
    ]),
  );
}

/** Makes the reader of a multiple-choice cell with its options in one text: A┋B · A;B · A,B · A、B · A|B; option values in file order. */
export function multiChoiceReader(question: Question): (raw: string) => ChoiceReading {
  const options = optionsByLabel(question);
  return (raw) => {
    const plain = plainText(raw);
    if (plain === "" || SKIPPED.test(plain)) return NOTHING;
    const whole = options.get(labelKey(plain));
    if (whole !== undefined) return { values: [whole], unknown: [] };
    const values = new Set<string>();
    const unknown: string[] = [];
    for (const part of plain.split(/[┋;；|｜,，、\n]+/)) {
      const label = part.replace(/[〖[(（].*$/, "").trim();
      if (label === "") continue;
      const value = options.get(labelKey(label));
      if (value === undefined) unknown.push(label);
      else values.add(value);
    }
    return { values: [...values], unknown };
  };
}
