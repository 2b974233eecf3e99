import type { Messages } from "use-intl/core";
import { SCREEN_WORDS, type ScreenName, SHARED_WORDS } from "../messages/registry.ts";
import type { Language } from "./language.ts";

/** The words of all screens. For the server, which does not have to carry them anywhere. */
export function loadMessages(language: Language): Messages {
  const screens = Object.values(SCREEN_WORDS).map((words) => words[language]);
  return Object.assign({}, SHARED_WORDS[language], ...screens) as Messages;
}

/** The words every page carries. */
export function sharedMessages(language: Language): Partial<Messages> {
  return SHARED_WORDS[language];
}

/** The words some screens add to those. */
export function screenMessages(language: Language, screens: readonly ScreenName[]): Partial<Messages> {
  return Object.assign({}, ...screens.map((screen) => SCREEN_WORDS[screen][language])) as Partial<Messages>;
}
