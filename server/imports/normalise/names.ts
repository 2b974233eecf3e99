import { cleanText } from "./plain-text.ts";

export type NameWarning = "NAME_LOSSY" | "OWNER_LIST_CUT";
export type PersonName = { readonly name: string; readonly company: boolean; readonly spouse: boolean };
export type NameReading = {
  readonly names: readonly PersonName[];
  readonly warnings: readonly NameWarning[];
};

const COMPANY = /公司|集团|工厂|银行|合作社|事务所|商行|工作室|委员会|学校|医院|中心$|厂$|店$|会$/;
const HAN_SPACES = /(?<=[\u3400-\u9fff\u{20000}-\u{3ffff}])\s+(?=[\u3400-\u9fff\u{20000}-\u{3ffff}])/gu;

/**
 * Reads the owners of a cell: several names apart, （配偶） as the spouse, spaces inside a Chinese name out. Rare
 * characters are kept as they are. A "?" where an old encoding failed is kept and reported; 等 means that owners are missing.
 */
export function readNames(raw: string): NameReading {
  const warnings = new Set<NameWarning>();
  const names: PersonName[] = [];
  for (const piece of cleanText(raw).split(/[、,，/;；|\n]|(?<=\S)\s*(?:和|与)\s*(?=\S{2,4}$)/)) {
    const spouse = /[(（](?:配偶|妻子?|丈?夫|太太|爱人)[)）]/.test(piece);
    let name = piece
      .replace(/[(（][^()（）]*[)）]/g, "")
      .replace(HAN_SPACES, "")
      .trim();
    if (!COMPANY.test(name) && /.等(?:人|\d+人)?$/u.test(name)) {
      name = name.replace(/等(?:人|\d+人)?$/, "");
      warnings.add("OWNER_LIST_CUT");
    }
    if (name === "") continue;
    if (/[?？\ufffd□]/.test(name)) warnings.add("NAME_LOSSY");
    names.push({ name, company: COMPANY.test(name), spouse });
  }
  return { names, warnings: [...warnings] };
}
