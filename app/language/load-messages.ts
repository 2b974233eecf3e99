import type { Messages } from "use-intl/core";
import { SCREEN_WORDS, SHARED_WORDS } from "../messages/registry.ts";
import type { Language } from "./language.ts";

/** The words of all screens as they are written. Pages take them compiled, see `ready-messages.ts`. */
export function loadMessages(language: Language): Messages {
  const screens = Object.values(SCREEN_WORDS).map((words) => words[language]);
  return Object.assign({}, SHARED_WORDS[language], ...screens) as Messages;
}
