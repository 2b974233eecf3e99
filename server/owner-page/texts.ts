import type { Language } from "./language.ts";
import { EN } from "./words/en.ts";
import { type OwnerTexts, ZH_CN } from "./words/zh-cn.ts";
import { ZH_TW } from "./words/zh-tw.ts";

const TEXTS: Readonly<Record<Language, OwnerTexts>> = { "zh-CN": ZH_CN, "zh-TW": ZH_TW, en: EN };

export function ownerTexts(language: Language): OwnerTexts {
  return TEXTS[language];
}
