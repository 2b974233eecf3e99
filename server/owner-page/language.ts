import { cookie } from "../http/cookies.ts";
import type { FrontRequest } from "../http/exchange.ts";

export const LANGUAGES = ["zh-CN", "en"] as const;
export type Language = (typeof LANGUAGES)[number];

function isLanguage(value: string | null | undefined): value is Language {
  return LANGUAGES.some((language) => language === value);
}

/** The first language of an Accept-Language header that there is; weights are honoured. */
function accepted(header: string | undefined): Language | undefined {
  const wanted = (header ?? "").split(",").map((part) => {
    const [tag = "", ...parameters] = part.trim().toLowerCase().split(";");
    const weight = parameters.map((each) => /^\s*q=([\d.]+)$/.exec(each)?.[1]).find(Boolean);
    return { tag, weight: Number(weight ?? 1) };
  });
  for (const { tag } of wanted.toSorted((a, b) => b.weight - a.weight)) {
    if (tag.startsWith("zh")) return "zh-CN";
    if (tag.startsWith("en")) return "en";
  }
  return undefined;
}

/** The language to speak: chosen just now, chosen before, the browser's, the invitation's. */
export function languageOf(request: FrontRequest, invited: string | undefined): Language {
  const candidates = [
    request.query.get("lang"),
    cookie(request.headers.cookie, "lang"),
    accepted(request.headers["accept-language"]),
    invited,
  ];
  return candidates.find(isLanguage) ?? "zh-CN";
}
