import type { Text } from "#surveys/question.ts";
import type { Language } from "./language.ts";
import { traditional } from "./traditional.ts";

const derived = new WeakMap<Text, string>();

/** A text for a reader: as its author wrote it, or for Taiwan and Hong Kong derived from the mainland's Chinese. */
export function inLanguage(text: Text, language: Language): string {
  if (language === "en") return text.en;
  if (language === "zh-CN") return text.zh;
  if (text.tw !== undefined) return text.tw;
  let made = derived.get(text);
  if (made === undefined) {
    made = traditional(text.zh);
    derived.set(text, made);
  }
  return made;
}

/** A proper name for a reader. It stays as it is registered: characters of a name are nobody's to convert. */
export function nameIn(name: Text, language: Language): string {
  return language === "en" ? name.en : ((language === "zh-TW" ? name.tw : undefined) ?? name.zh);
}
