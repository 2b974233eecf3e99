import { cookies } from "next/headers";
import { asLanguage, asTheme, LANGUAGE_COOKIE, type Language, THEME_COOKIE, type Theme } from "./language.ts";

/** Language and theme a request asks for, from its cookies. For server components only. */
export async function requestTaste(): Promise<{ readonly language: Language; readonly theme: Theme }> {
  const jar = await cookies();
  return {
    language: asLanguage(jar.get(LANGUAGE_COOKIE)?.value),
    theme: asTheme(jar.get(THEME_COOKIE)?.value),
  };
}
