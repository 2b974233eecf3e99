import type { Text } from "../question.ts";

/** Kinds of personal data looked for in free text, the surest first: where two overlap, the earlier one counts. */
export const PERSONAL_DATA_KINDS = [
  "email",
  "id_number",
  "bank_card",
  "plate",
  "phone",
  "account",
  "room",
  "name",
] as const;
export type PersonalDataKind = (typeof PERSONAL_DATA_KINDS)[number];

export const PERSONAL_DATA_LABELS: Readonly<Record<PersonalDataKind, Text>> = {
  email: { zh: "邮箱", en: "e-mail" },
  id_number: { zh: "证件号", en: "ID number" },
  bank_card: { zh: "银行卡", en: "bank card" },
  plate: { zh: "车牌", en: "number plate" },
  phone: { zh: "电话", en: "phone number" },
  account: { zh: "账号", en: "account" },
  room: { zh: "房号", en: "room number" },
  name: { zh: "姓名", en: "name" },
};

/** Where something personal stands in a text: UTF-16 units from `start` up to, not including, `end`. */
export type Finding = { readonly kind: PersonalDataKind; readonly start: number; readonly end: number };

/** All matches of a pattern; group 1, where the pattern has one that took part, is what is found. */
export function findAll(kind: PersonalDataKind, pattern: RegExp, text: string): readonly Finding[] {
  return [...text.matchAll(pattern)].map((match) => {
    const found = match[1] ?? match[0];
    const start = match.index + match[0].lastIndexOf(found);
    return { kind, start, end: start + found.length };
  });
}
