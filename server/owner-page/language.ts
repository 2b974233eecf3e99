import { cookie } from "../http/cookies.ts";
import type { FrontRequest } from "../http/exchange.ts";

export const LANGUAGES = ["zh-CN", "zh-TW", "en"] as const;
export type Language = (typeof LANGUAGES)[number];

/** What each language calls itself. */
export const LANGUAGE_NAMES: Readonly<Record<Language, string>> = {
  "zh-CN": "简体",
  "zh-TW": "繁體",
  en: "English",
};

export function isLanguage(value: string | null | undefined): value is Language {
  return LANGUAGES.some((language) => language === value);
}

/** The first language of an Accept-Language header that there is; weights are honoured. */
function accepted(header: string | undefined): Language | undefined {
  if (header === undefined) return undefined;
  const wanted = header.split(",").map((part) => {
    const [tag = "", ...parameters] = part.trim().toLowerCase().split(";");
    const weight = parameters.map((each) => /^\s*q=([\d.]+)$/.exec(each)?.[1]).find(Boolean);
    return { tag, weight: Number(weight ?? 1) };
  });
  for (const { tag } of wanted.toSorted((a, b) => b.weight - a.weight)) {
    if (/^zh-(?:tw|hk|mo|hant)\b/.test(tag)) return "zh-TW";
    if (tag.startsWith("zh")) return "zh-CN";
    if (tag.startsWith("en")) return "en";
  }
  return undefined;
}

/**
 * The language to speak: chosen just now, chosen before on this phone, used where the answers were begun, the
 * browser's, the invitation's.
 */
export function languageOf(request: FrontRequest, invited?: string, begun?: string): Language {
  const chosen = [request.query.get("lang"), cookie(request.headers.cookie, "lang"), begun].find(isLanguage);
  if (chosen) return chosen;
  return accepted(request.headers["accept-language"]) ?? (isLanguage(invited) ? invited : "zh-CN");
}
