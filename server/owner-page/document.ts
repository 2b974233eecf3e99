import { hash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { flag, type Html, html, htmlText, trusted } from "../http/html.ts";
import { LANGUAGE_NAMES, LANGUAGES, type Language } from "./language.ts";
import { STYLE } from "./style.ts";
import { ownerTexts } from "./texts.ts";

/** How a person wants to read: language, and letters of usual or large size. */
export type Reading = { readonly language: Language; readonly large: boolean };

function scriptFile(name: string): string {
  const text = readFileSync(join(process.cwd(), "server", "owner-page", "script", name), "utf8");
  return text.replace(/^\s*(\/\/|\/\*\*|\*).*$/gm, "").replace(/^\s+/gm, "");
}

/** The script of the owner's page, without comments and indentation. */
export const SCRIPT = `(()=>{"use strict";${scriptFile("outbox.js")}${scriptFile("questions.js")}})()`;

function source(text: string): string {
  return `'sha256-${hash("sha256", text, "base64")}'`;
}

/** Headers of every page for owners: only our own script and style run, nobody frames, caches or indexes it. */
export const PAGE_HEADERS = {
  "Content-Type": "text/html; charset=utf-8",
  "Content-Security-Policy": [
    "default-src 'none'",
    `script-src ${source(SCRIPT)}`,
    `style-src ${source(STYLE)}`,
    "connect-src 'self'",
    "img-src data:",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join("; "),
  "Cache-Control": "no-store, no-transform",
  "X-Robots-Tag": "noindex, nofollow, noarchive",
  "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
} as const;

const CHEVRON = html`<svg viewBox="0 0 16 16" aria-hidden="true"><path d="M10 3.5 5.500 8l4.500 4.500"/></svg>`;

export type PageParts = {
  readonly title: string;
  readonly main: Html;
  /** The switch of letter size saves this form first; a plain link otherwise. */
  readonly form?: string;
  /** An arrow back in the top bar, which saves the form. */
  readonly back?: boolean;
  /** Offer the other languages. */
  readonly languages?: boolean;
  /** Offer to be called instead; "later" when the script shows the questions. */
  readonly call?: "now" | "later";
  /** Further elements after the visible page. */
  readonly after?: Html;
  readonly script?: boolean;
};

function sizeSwitch({ language, large }: Reading, form: string | undefined): Html {
  const texts = ownerTexts(language);
  const [first = "", second = ""] = texts.large;
  const on = large && html`<span class="on">${texts.largeOn}</span>`;
  const words = html`<i>${first}</i>${second}${on}<span class="vh">${texts.largeLabel}</span>`;
  return form === undefined
    ? html`<a class="big" id="big" href="?size=${large ? "m" : "l"}">${words}</a>`
    : html`<button class="big" id="big" form="${form}" name="go" value="size">${words}</button>`;
}

function languageSwitch(language: Language): Html {
  const others = LANGUAGES.filter((each) => each !== language);
  const links = others.map(
    (each) =>
      html`<a class="a" href="?lang=${each}" lang="${each}" hreflang="${each}">${LANGUAGE_NAMES[each]}</a>`,
  );
  return html`<nav class="lg" aria-label="${ownerTexts(language).languages}">${links}</nav>`;
}

/** A whole page for an owner. */
export function ownerPage(reading: Reading, parts: PageParts): string {
  const { language, large } = reading;
  const texts = ownerTexts(language);
  const back =
    parts.back && parts.form !== undefined
      ? html`<button class="bk" form="${parts.form}" name="go" value="back" aria-label="${texts.back}">${CHEVRON}</button>`
      : "";
  const call = html`<a class="a ca" href="?at=call"${flag("hidden", parts.call === "later")}>${texts.call.short}</a>`;
  return htmlText(html`<!doctype html>
<html lang="${language}"${large ? trusted(' class="l"') : ""}><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1,viewport-fit=cover,interactive-widget=resizes-content"><meta name="format-detection" content="telephone=no"><meta name="robots" content="noindex,nofollow"><link rel="icon" href="data:,"><title>${parts.title}</title><style>${trusted(STYLE)}</style></head>
<body><div class="w"><header class="bar" id="bar">${back}<b>${texts.brand}</b>${parts.languages && languageSwitch(language)}${parts.call && call}${sizeSwitch(reading, parts.form)}</header>${parts.main}</div>${parts.after}${parts.script && html`<script>${trusted(SCRIPT)}</script>`}</body></html>`);
}
