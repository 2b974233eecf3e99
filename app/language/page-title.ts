import type { Metadata } from "next";
import { pageWords } from "./page-words.ts";

type Key = "homeOther" | "indicators" | "waves" | "imports" | "people" | "audit";

/** The title of a page in the reader's language. For server components only. */
export async function pageTitle(key: Key): Promise<Metadata> {
  const t = await pageWords();
  return { title: t(`nav.${key}`) };
}
