import { existsSync, readdirSync, readFileSync } from "node:fs";
import { posix } from "node:path";
import { expect, test } from "vitest";
import { SCREEN_WORDS, SHARED_WORDS } from "./registry.ts";

const IMPORTED = /(?:from|import\()\s*["'](\.[^"']+)["']/g;
const USED = /useTranslations\(\s*["'](\w+)/g;
const NAMED = /<ScreenWords of=\{\[([^\]]*)\]\}/g;

const cache = new Map<string, string>();
function textOf(file: string): string {
  const known = cache.get(file) ?? readFileSync(file, "utf8");
  cache.set(file, known);
  return known;
}

/** The files a page draws upon inside app, itself included. */
function reached(from: string, seen = new Set<string>()): ReadonlySet<string> {
  if (seen.has(from) || !existsSync(from) || !/\.tsx?$/.test(from)) return seen;
  seen.add(from);
  for (const [, target] of textOf(from).matchAll(IMPORTED))
    reached(posix.join(posix.dirname(from), target ?? ""), seen);
  return seen;
}

/** The layouts a page lies in, from the inside out. */
function layoutsOf(page: string): readonly string[] {
  const parts = posix.dirname(page).split("/");
  return parts
    .map((_, at) => posix.join(...parts.slice(0, at + 1), "layout.tsx"))
    .filter((file) => existsSync(file));
}

const namesIn = (text: string) =>
  [...text.matchAll(NAMED)].flatMap(([, list]) =>
    [...(list ?? "").matchAll(/"([\w-]+)"/g)].map(([, name]) => name as keyof typeof SCREEN_WORDS),
  );

test("every page brings the words of everything it shows", () => {
  const pages = readdirSync("app", { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith("page.tsx"))
    .map((name) => posix.join("app", name));
  expect(pages.length).toBeGreaterThan(20);
  const missing = pages.flatMap((page) => {
    const frame = layoutsOf(page);
    const brought = new Set([
      ...Object.keys(SHARED_WORDS["zh-CN"]),
      ...[page, ...frame]
        .flatMap((file) => namesIn(textOf(file)))
        .flatMap((name) => Object.keys(SCREEN_WORDS[name]["zh-CN"])),
    ]);
    return [...reached(page)].flatMap((file) =>
      [...textOf(file).matchAll(USED)]
        .filter(([, words]) => !brought.has(words ?? ""))
        .map(([, words]) => `${page}: ${words}, in ${file}`),
    );
  });
  expect(missing).toEqual([]);
});
