import type { ReactNode } from "react";
import type { ScreenName } from "../messages/registry.ts";
import { AddedWords } from "./added-words.tsx";
import { screenMessages } from "./ready-messages.ts";
import { requestTaste } from "./request-language.ts";

/** Gives a page the words of the screens it shows. For server components. */
export async function ScreenWords({
  of,
  children,
}: {
  readonly of: readonly ScreenName[];
  readonly children: ReactNode;
}) {
  const { language } = await requestTaste();
  return <AddedWords words={screenMessages(language, of)}>{children}</AddedWords>;
}
