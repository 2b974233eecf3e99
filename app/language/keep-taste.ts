"use server";

import { cookies } from "next/headers";
import { asLanguage, asTheme, LANGUAGE_COOKIE, THEME_COOKIE } from "./language.ts";

const YEAR = 365 * 86_400;
const KEPT = { path: "/", maxAge: YEAR, sameSite: "lax", httpOnly: true } as const;

/** Keeps the language for this browser; the page is made again in it. */
export async function keepLanguage(language: string): Promise<void> {
  (await cookies()).set(LANGUAGE_COOKIE, asLanguage(language), KEPT);
}

/** Keeps the theme for this browser. */
export async function keepTheme(theme: string): Promise<void> {
  (await cookies()).set(THEME_COOKIE, asTheme(theme), KEPT);
}
