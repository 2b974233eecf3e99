import compile from "icu-minify/compile";
import type { Messages } from "use-intl/core";
import { SCREEN_WORDS, type ScreenName, SHARED_WORDS } from "../messages/registry.ts";
import type { Language } from "./language.ts";

/* Messages as pages take them: taken apart once on the server, so that whoever shows one only has to fill it in. */

type Tree = { readonly [key: string]: string | Tree };

const compiled = new WeakMap<object, object>();

/** The compiler's choices have no prototype, and nothing of that kind may be handed from the server to the browser. */
function compiledWords(words: string): unknown {
  return structuredClone(compile(words));
}

function compileTree(tree: Tree): object {
  return Object.fromEntries(
    Object.entries(tree).map(([key, words]) => [
      key,
      typeof words === "string" ? compiledWords(words) : compileTree(words),
    ]),
  );
}

/** Messages of a file in their compiled form. What they are asked for stays the same, so they keep their type. */
function ready<Words extends object>(words: Words): Words {
  const known = compiled.get(words) ?? compileTree(words as Tree);
  compiled.set(words, known);
  return known as Words;
}

/** The words of all screens, for server components. */
export function allMessages(language: Language): Messages {
  const screens = Object.values(SCREEN_WORDS).map((words) => ready(words[language]));
  return Object.assign({}, ready(SHARED_WORDS[language]), ...screens) as Messages;
}

/** The words every page carries. */
export function sharedMessages(language: Language): Partial<Messages> {
  return ready(SHARED_WORDS[language]);
}

/** The words some screens add to those. */
export function screenMessages(language: Language, screens: readonly ScreenName[]): Partial<Messages> {
  return Object.assign(
    {},
    ...screens.map((screen) => ready(SCREEN_WORDS[screen][language])),
  ) as Partial<Messages>;
}
