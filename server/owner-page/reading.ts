import { cookie } from "../http/cookies.ts";
import type { FrontRequest } from "../http/exchange.ts";
import type { Reading } from "./document.ts";
import { LANGUAGES, languageOf } from "./language.ts";

const HALF_A_YEAR_S = 180 * 86_400;

/** How this person wants to read: chosen in this request, or remembered. */
export function readingOf(request: FrontRequest, invited?: string): Reading {
  const size = request.query.get("size") ?? cookie(request.headers.cookie, "size");
  return { language: languageOf(request, invited), large: size === "l" };
}

/** A cookie that remembers a choice; it holds nothing else. */
export function choiceCookie(name: "size" | "lang", value: string): string {
  return `${name}=${value}; Path=/; Max-Age=${HALF_A_YEAR_S}; SameSite=Lax`;
}

/** Cookies for what was chosen in this request. */
export function choiceCookies(request: FrontRequest): readonly string[] {
  const size = request.query.get("size");
  const language = request.query.get("lang");
  return [
    ...(size === "l" || size === "m" ? [choiceCookie("size", size)] : []),
    ...(LANGUAGES.some((each) => each === language) ? [choiceCookie("lang", language ?? "")] : []),
  ];
}
