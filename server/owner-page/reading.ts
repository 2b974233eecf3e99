import { cookie } from "../http/cookies.ts";
import type { FrontRequest } from "../http/exchange.ts";
import type { Reading } from "./document.ts";
import { isLanguage, languageOf } from "./language.ts";

const HALF_A_YEAR_S = 180 * 86_400;

/** What is known of whoever opens a link: how they were invited, and how they read where they began to answer. */
export type Remembered = {
  readonly language: string;
  readonly draft: { readonly reading: Partial<Reading> } | undefined;
};

/** How this person wants to read: chosen in this request, or remembered. */
export function readingOf(request: FrontRequest, invited?: Remembered): Reading {
  const begun = invited?.draft?.reading;
  const size = request.query.get("size") ?? cookie(request.headers.cookie, "size");
  return {
    language: languageOf(request, invited?.language, begun?.language),
    large: size === undefined || size === null ? begun?.large === true : size === "l",
  };
}

/** A cookie that remembers a choice for one link (or page); it holds nothing else. */
export function choiceCookie(name: "size" | "lang", value: string, path: string): string {
  return `${name}=${value}; Path=${path}; Max-Age=${HALF_A_YEAR_S}; SameSite=Lax`;
}

/** Cookies for what was chosen in this request; `request.path` must be one that opened something. */
export function choiceCookies({ query, path }: FrontRequest): readonly string[] {
  const size = query.get("size");
  const language = query.get("lang");
  return [
    ...(size === "l" || size === "m" ? [choiceCookie("size", size, path)] : []),
    ...(isLanguage(language) ? [choiceCookie("lang", language, path)] : []),
  ];
}
