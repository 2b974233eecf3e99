import { type Finding, findAll, type PersonalDataKind } from "./finding.ts";
import { foldDigits } from "./fold-digits.ts";

const MONTH = "(?:0[1-9]|1[0-2])";
const DAY = "(?:0[1-9]|[12]\\d|3[01])";
const PROVINCES = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼使";
const BUILDING = "[A-Za-z]?[\\d十百]{1,4}\\s?(?:号楼|栋|幢|座|#|号)";
const UNIT = "[\\d十]{1,3}\\s?单元";

/**
 * What each kind looks like in folded text. Numbers stand free of other digits; where a bare number could be
 * anything, a word before it must say what it is. Service hotlines (400, 800, five digits) are nobody's.
 */
const PATTERNS: readonly (readonly [PersonalDataKind, RegExp])[] = [
  ["email", /[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,4}/g],
  // citizen identity number of 18 or 15 signs: area, day of birth, serial
  [
    "id_number",
    new RegExp(
      `(?<!\\d)[1-9]\\d{5}[ -]?(?:18|19|20)\\d{2}${MONTH}${DAY}[ -]?\\d{3}[\\dXx](?![\\dA-Za-z])`,
      "g",
    ),
  ],
  ["id_number", new RegExp(`(?<!\\d)[1-9]\\d{7}${MONTH}${DAY}\\d{3}(?!\\d)`, "g")],
  [
    "id_number",
    /(?:身份证|证件|护照|通行证|军官证|驾驶?证)号?码?[是为::\s]{0,3}([A-Za-z0-9]{6,20})(?![A-Za-z0-9])/g,
  ],
  ["bank_card", /(?<!\d)\d{4}(?:[ -]?\d{4}){3}(?:[ -]?\d{1,3})?(?!\d)/g],
  ["bank_card", /(?:卡号|账号|帐号|银行卡)[是为::\s]{0,3}(\d(?:[ -]?\d){9,23})(?!\d)/g],
  ["plate", new RegExp(`[${PROVINCES}][A-Za-z][·. -]?[A-Za-z0-9]{5,6}(?![A-Za-z0-9])`, "g")],
  ["plate", new RegExp(`[${PROVINCES}][A-Za-z][·. -]?[A-Za-z0-9]{4}[挂学警港澳领]`, "g")],
  ["phone", /(?<!\d)(?:(?:\+|00)?86[ -]?)?1(?:[ .·-]?\d){10}(?!\d)/g],
  ["phone", /(?<!\d)1\d{2}[*xX]{3,5}\d{3,4}(?!\d)/g],
  ["phone", /(?<![\d-])\(?0\d{2,3}\)?[ -]?\d{7,8}(?:\s?(?:转|-)\s?\d{1,6})?(?!\d)/g],
  [
    "phone",
    /(?:电话|手机|座机|固话|致电|回电|[Tt][Ee][Ll])[号码是为::\s]{0,4}([2-8]\d{2,3}[ -]?\d{4})(?![\d-])/g,
  ],
  ["account", /(?:微信|薇信|[Vv][Xx]|[Ww][Xx]|[Qq]{2})号?[是为::\s]{0,3}([A-Za-z0-9][A-Za-z0-9_-]{4,19})/g],
  [
    "room",
    new RegExp(`${BUILDING}\\s?(?:${UNIT}\\s?)?\\d{3,4}(?!\\d|[年月日天元块平米%])(?:室|房|号|户)?`, "g"),
  ],
  ["room", new RegExp(`(?<!\\d)(?:${UNIT})\\s?\\d{3,4}(?!\\d|[年月日天元块平米%])(?:室|房|号|户)?`, "g")],
  ["room", /(?<![\d-])[A-Za-z]?\d{1,3}-\d{1,2}-\d{3,4}(?![\d-])(?:室|房|号|户)?/g],
  ["room", /(?<![\d-])(?:[A-Za-z]?\d{1,3}-)?\d{3,4}(?:室|房(?!间|屋|子|产|款|价|本)|业主)/g],
  [
    "room",
    /(?:我家|我们家|我住|家住|住在|房号|门牌)[号是为在::\s]{0,3}((?:[A-Za-z]?\d{1,3}-){0,2}\d{3,4})(?![\d-]|[年月日天元块平米%])/g,
  ],
];

/** Every pattern needs a letter or three digits hardly apart; most words of owners have neither. */
const CUE = /[A-Za-z]|\d[ .·_-]?\d[ .·_-]?\d/;

/** Numbers and addresses in free text that lead to a person. They may overlap. */
export function findNumbers(text: string): readonly Finding[] {
  const folded = foldDigits(text);
  if (!CUE.test(folded)) return [];
  return PATTERNS.flatMap(([kind, pattern]) => findAll(kind, pattern, folded));
}
