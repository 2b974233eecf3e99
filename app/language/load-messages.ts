import type { Messages } from "use-intl/core";
import en from "../messages/en.json" with { type: "json" };
import zh from "../messages/zh-CN.json" with { type: "json" };
import type { Language } from "./language.ts";

/** The words of the interface. Both files have the same keys, which a test holds. */
export function loadMessages(language: Language): Messages {
  return language === "en" ? en : zh;
}
