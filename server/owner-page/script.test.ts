import { createRequire } from "node:module";
import { expect, test } from "vitest";
import { SCRIPT } from "./document.ts";
import { STYLE } from "./style.ts";

/** A parser that knows which year's language it reads; the framework brings one. */
const { parse } = createRequire(import.meta.url)("next/dist/compiled/acorn") as {
  parse: (text: string, options: { ecmaVersion: number; sourceType: "script" }) => unknown;
};

/** What came to browsers after Chromium 53, by the names a script would use. */
const NEWER_NAMES = [
  "entries fromEntries hasOwn flat flatMap replaceAll matchAll padStart padEnd trimStart trimEnd at toSorted finally",
  "append prepend before after replaceWith replaceChildren isConnected checkVisibility requestSubmit inert",
  "randomUUID allSettled any AbortController IntersectionObserver ResizeObserver queueMicrotask structuredClone",
].flatMap((line) => line.split(" "));

test("the owner's script is in the language of 2015", () => {
  expect(() => parse(SCRIPT, { ecmaVersion: 2015, sourceType: "script" })).not.toThrow();
  expect(() => parse("f(1,);", { ecmaVersion: 2015, sourceType: "script" })).toThrow();
});

test("and calls nothing that Chromium 53 has not", () => {
  for (const name of NEWER_NAMES) expect(SCRIPT).not.toMatch(new RegExp(`(?:\\.|\\b(?:new|in) )${name}\\b`));
});

test("the style spaces things without the gaps of flex boxes and lays nothing out in grids, which old views lack", () => {
  expect(STYLE).not.toMatch(/[{;](?:gap|inset|aspect-ratio|place-items|display:grid)\b/);
  // a rule with a selector an old view does not know is dropped whole: those must stand alone
  for (const [rule] of STYLE.matchAll(/[^{}]*:(?:has|is|where|focus-visible|focus-within)\b[^{}]*\{/g)) {
    const apart = rule.split(/,(?![^(]*\))/);
    expect(
      apart.filter((each) => !/:(?:has|is|where|focus-visible|focus-within)\b/.test(each)),
      rule,
    ).toEqual([]);
  }
});
