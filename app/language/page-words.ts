import { createTranslator } from "use-intl/core";
import { allMessages } from "./ready-messages.ts";
import { requestTaste } from "./request-language.ts";

/** Words for server components, in the reader's language. */
export async function pageWords() {
  const { language } = await requestTaste();
  return createTranslator({ locale: language, messages: allMessages(language) });
}
