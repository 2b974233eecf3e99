import type { Metadata } from "next";
import type { SectionKey } from "../shell/sections.ts";
import { pageWords } from "./page-words.ts";

type Key = "homeOther" | Exclude<SectionKey, "home">;

/** The title of a page in the reader's language. For server components only. */
export async function pageTitle(key: Key): Promise<Metadata> {
  const t = await pageWords();
  return { title: t(`nav.${key}`) };
}
