import type { pageWords } from "../language/page-words.ts";

/** What the sheets of every exported workbook are called. */
export function sheetNames(t: Awaited<ReturnType<typeof pageWords>>) {
  return {
    layout: t("exports.sheetTable"),
    long: t("exports.sheetData"),
    passport: t("exports.sheetPassport"),
    method: t("exports.sheetMethod"),
  };
}
