import { LANGUAGES, type Language } from "#server/owner-page/language.ts";
import { traditional } from "#server/owner-page/traditional.ts";

/** What owners are written to in: the languages their page has. */
export const MAILING_LANGUAGES = LANGUAGES;
export type MailingLanguage = Language;

/** Texts whose names and links stay as they are registered, whatever characters are made of the words around them. */
export function inTraditional(text: string, kept: readonly string[]): string {
  // longer ones first: a project's name may hold the group's
  const names = kept.filter((name) => name !== "").toSorted((a, b) => b.length - a.length);
  const holed = names.reduce(
    (left, name, at) => left.replaceAll(name, String.fromCodePoint(0xe000 + at)),
    text,
  );
  return names.reduce(
    (left, name, at) => left.replaceAll(String.fromCodePoint(0xe000 + at), () => name),
    traditional(holed),
  );
}
