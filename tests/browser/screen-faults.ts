import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Page } from "playwright-core";
import { loadMessages } from "#app/language/load-messages.ts";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** What a message looks like whose words are missing: its key, written out. */
const RAW_KEY = `\\b(?:${Object.keys(loadMessages("zh-CN")).join("|")})\\.[A-Za-z_]+`;

/** More than this nobody can look at, and a phone takes seconds to draw it. */
const MOST_ELEMENTS = 12_000;

/** What may stand below the content, the navigation of a phone included, in pixels. */
const MOST_EMPTY = 120;

type Layout = {
  readonly beyond: readonly string[];
  readonly keys: readonly string[];
  /** Panels which lie over another, by their titles. */
  readonly over: readonly string[];
  /** Pixels of nothing below the last of the content. */
  readonly empty: number;
  readonly elements: number;
  readonly headings: number;
  readonly mains: number;
};

/**
 * Everything the page asked for has arrived: its heading stands and no shape of a loading part is left. A heading that came with
 * the page stays hidden for a moment, until the part it belongs to takes its place.
 */
export async function settled(page: Page): Promise<void> {
  await page.waitForFunction(() =>
    [...document.querySelectorAll("h1")].some((each) => each.getClientRects().length > 0),
  );
  await page.waitForFunction(() => document.querySelector("main .appear-after-300") === null);
}

/** What is wrong with the screen at the width it has now, in words. Waits for charts to be drawn anew. */
export async function layoutFaults(page: Page): Promise<readonly string[]> {
  const width = page.viewportSize()?.width ?? 0;
  const found: Layout = await page.evaluate(
    async ({ width, rawKey }) => {
      await new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)));
      const within = (element: Element) => {
        for (let up = element.parentElement; up && up !== document.body; up = up.parentElement)
          if (["auto", "scroll", "hidden", "clip"].includes(getComputedStyle(up).overflowX)) return true;
        return false;
      };
      const tooWide = document.documentElement.scrollWidth > width;
      const beyond = tooWide
        ? [...document.body.querySelectorAll("*")]
            .filter((each) => each.getBoundingClientRect().right > width + 0.5 && !within(each))
            .map((each) => `${each.tagName.toLowerCase()}.${each.getAttribute("class") ?? ""}`.slice(0, 80))
        : [];
      const panels = [...document.querySelectorAll("main section")].filter(
        (each) => each.getClientRects().length > 0,
      );
      const over = panels.filter((panel, at) => {
        const { top, right, bottom, left } = panel.getBoundingClientRect();
        return panels.slice(0, at).some((other) => {
          const box = other.getBoundingClientRect();
          const apart =
            box.bottom <= top + 1 || box.top >= bottom - 1 || box.right <= left + 1 || box.left >= right - 1;
          return !apart && !other.contains(panel);
        });
      });
      return {
        over: over.map((panel) => panel.querySelector("h2, h3")?.textContent ?? panel.className),
        beyond: tooWide ? [...beyond.slice(-2), `${document.documentElement.scrollWidth} px`] : [],
        keys: [...new Set(document.body.innerText.match(new RegExp(rawKey, "g")) ?? [])],
        empty:
          document.documentElement.scrollHeight -
          Math.max(
            innerHeight,
            (document.querySelector("main")?.getBoundingClientRect().bottom ?? 0) + scrollY,
          ),
        elements: document.querySelectorAll("*").length,
        headings: [...document.querySelectorAll("h1")].filter((each) => each.getClientRects().length > 0)
          .length,
        mains: document.querySelectorAll("main").length,
      };
    },
    { width, rawKey: RAW_KEY },
  );
  return [
    ...found.beyond.map((each) => `${width}: wider than the window: ${each}`),
    ...(found.empty > MOST_EMPTY ? [`${width}: ${Math.round(found.empty)} px of nothing at the end`] : []),
    ...(found.elements > MOST_ELEMENTS ? [`${width}: ${found.elements} elements`] : []),
    ...found.over.map((title) => `${width}: lies over another panel: ${title}`),
    ...found.keys.map((key) => `${width}: shows the key ${key}`),
    ...(found.headings === 1 ? [] : [`${width}: ${found.headings} first headings`]),
    ...(found.mains === 1 ? [] : [`${width}: ${found.mains} main landmarks`]),
  ];
}

/**
 * What axe finds at the width the page has now.
 * @param colours whether only contrast is asked, as after a change of theme
 */
export async function axeFaults(page: Page, colours = false): Promise<readonly string[]> {
  await page.evaluate(AXE);
  const found = await page.evaluate(async (colours) => {
    type Violation = { id: string; nodes: { target: string[]; html: string }[] };
    const { axe } = window as unknown as {
      axe: { run: (root: Document, options: object) => Promise<{ violations: Violation[] }> };
    };
    const options = colours ? { runOnly: { type: "rule", values: ["color-contrast"] } } : {};
    const { violations } = await axe.run(document, { ...options, resultTypes: ["violations"] });
    return violations.map(
      ({ id, nodes }) => `axe ${id} ×${nodes.length}: ${nodes[0]?.html.slice(0, 160) ?? ""}`,
    );
  }, colours);
  return found.map((each) => `${page.viewportSize()?.width}: ${each}`);
}
