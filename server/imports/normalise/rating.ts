import { CODE, type CodeBookEntry } from "#surveys/code-book.ts";
import type { Question } from "#surveys/question.ts";
import { SATISFACTION_SCALE } from "#surveys/satisfaction-scale.ts";
import { readBoolean } from "./boolean.ts";
import { plainText } from "./plain-text.ts";

/** The byte of an answer as the record keeps it, or `unreadable` for words nobody knows. */
export type AnswerReading = number | "unreadable";

const SKIPPED = new Set(["", "跳过", "未显示", "未答", "空", "无人接听", "暂不回访", "未接通"]);
const NOT_APPLICABLE = /^(?:不适用|没体验|未体验|没有体验|没用过|未使用|没接触|未接触|n\/?a$|不涉及)/i;
const REFUSED = /^(?:拒答|拒绝|拒访|不愿回答|不方便回答|不想回答)/;
const DONT_KNOW = /^(?:不清楚|说不清|不知道|不了解|难说|不好说|没想好)/;
/** Other words for the five answers, lowest first. */
const SATISFACTION_WORDS = [
  ["非常不满意", "很不满意", "极不满意", "非常差", "很差"],
  ["不满意", "比较不满意", "不太满意", "较不满意", "差", "较差"],
  ["一般", "一般般", "尚可", "普通", "中等"],
  ["满意", "比较满意", "较满意", "好", "较好"],
  ["非常满意", "很满意", "十分满意", "非常好", "很好"],
] as const;

function labelKey(text: string): string {
  return text.replace(/[\p{P}\s]/gu, "").toLowerCase();
}

function labelsOf(question: Question, extra: readonly string[]): ReadonlyMap<string, number> {
  const words = new Map<string, number>();
  const learn = (label: string, code: number) => {
    if (!words.has(labelKey(label))) words.set(labelKey(label), code);
  };
  for (const [index, option] of (question.options ?? []).entries()) {
    learn(option.label.zh, index + 1);
    learn(option.label.en, index + 1);
  }
  if (question.kind === "rating5") {
    const scale = question.scaleLabels ?? SATISFACTION_SCALE;
    for (const [index, { zh, en }] of scale.entries()) {
      learn(zh, index + 1);
      learn(en, index + 1);
    }
    for (const [index, label] of extra.entries()) learn(label, index + 1);
    if (scale[0]?.zh === SATISFACTION_SCALE[0]?.zh)
      for (const [index, labels] of SATISFACTION_WORDS.entries())
        for (const label of labels) learn(label, index + 1);
  }
  return words;
}

function aside(plain: string): number | undefined {
  if (NOT_APPLICABLE.test(plain)) return CODE.notApplicable;
  if (REFUSED.test(plain) || plain === "98") return CODE.refused;
  if (DONT_KNOW.test(plain) || plain === "99") return CODE.dontKnow;
  return undefined;
}

function scored(value: number, { size, lowest }: CodeBookEntry, reversed: boolean): number {
  const code = value - lowest + 1;
  if (!Number.isInteger(code) || code < 1 || code > size) return CODE.invalid;
  return reversed ? size + 1 - code : code;
}

function readOne(
  plain: string,
  entry: CodeBookEntry,
  words: ReadonlyMap<string, number>,
  isYesNo: boolean,
  reversed: boolean,
): AnswerReading {
  const beside = aside(plain);
  if (beside !== undefined) return beside;
  if (isYesNo) {
    const answer = readBoolean(plain);
    return answer === undefined ? "unreadable" : answer ? 2 : 1;
  }
  const known = words.get(labelKey(plain));
  if (known !== undefined) return known;
  const number = /^(-?\d+(?:\.0+)?)\s*(?:分|星|颗星)?$/.exec(plain)?.[1];
  if (number !== undefined) {
    const value = Number(number);
    return value === 0 && entry.lowest === 1 ? CODE.dontKnow : scored(value, entry, reversed);
  }
  if (/^[★⭐]+[☆]*$/u.test(plain)) return scored(plain.replace(/[^★⭐]/gu, "").length, entry, reversed);
  const [, label = "", digits] = /^(.+?)\s*[(:：]\s*(-?\d+)\s*(?:分)?\s*\)?$/.exec(plain) ?? [];
  if (digits === undefined) return "unreadable";
  return words.get(labelKey(label)) ?? scored(Number(digits), entry, reversed);
}

/**
 * Makes the reader of one coded item's column: 4 · 4分 · ★★★★ · 满意 · 满意(4) · 拒答 · 不适用 · 99 and 98 for "do not know" and
 * "refused". A number off the scale is INVALID. Words decide before numbers, so that a reversed scale with labels is read right;
 * without labels it must be declared.
 * @param extraLabels the vendor's labels of the scale, lowest first, where they are not the questionnaire's
 */
export function ratingReader(
  question: Question,
  entry: CodeBookEntry,
  {
    extraLabels = [],
    reversed = false,
  }: { readonly extraLabels?: readonly string[]; readonly reversed?: boolean } = {},
): (raw: string) => AnswerReading {
  const words = labelsOf(question, extraLabels);
  return (raw) => {
    const plain = plainText(raw).replace(/^[(（](.*)[)）]$/, "$1");
    return SKIPPED.has(plain) ? CODE.none : readOne(plain, entry, words, question.kind === "yesNo", reversed);
  };
}
