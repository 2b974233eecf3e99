/** Languages of the interface; Chinese is the master and the default. */
export type Language = "zh-CN" | "en";
const DEFAULT_LANGUAGE: Language = "zh-CN";

/** Cookies of the interface. They hold taste, not identity. */
export const LANGUAGE_COOKIE = "ov_lang";
export const THEME_COOKIE = "ov_theme";

export type Theme = "light" | "dark";

export function asLanguage(value: string | undefined): Language {
  return value === "en" ? "en" : DEFAULT_LANGUAGE;
}

export function asTheme(value: string | undefined): Theme {
  return value === "dark" ? "dark" : "light";
}
