import { renderSVG } from "uqr";
import { type Html, html, htmlText, trusted } from "#server/http/html.ts";
import { traditional } from "#server/owner-page/traditional.ts";
import type { MadeLink } from "./link-file.ts";
import type { MailingLanguage } from "./mailing-language.ts";

/** letters: a page a home · cards: ten to a page, to be cut and hung up or put into boxes. */
export const PRINTED = ["letters", "cards"] as const;
export type Printed = (typeof PRINTED)[number];

export type LetterFacts = {
  readonly group: string;
  readonly language: MailingLanguage;
  readonly kind: "invitation" | "reminder";
  /** How long answering takes an owner of a phase. */
  readonly minutesOf: (phase: string) => number;
};

const STYLE = `
@page{size:A4;margin:0}
*{box-sizing:border-box;print-color-adjust:exact}
body{margin:0;color:#14181f;font:12pt/20pt "PingFang SC","Microsoft YaHei","Noto Sans CJK SC",sans-serif}
.hint{padding:12px 20mm;background:#edf2fd;font-size:14px}
.letter{width:210mm;height:297mm;padding:28mm 24mm 20mm;display:flex;flex-direction:column;break-after:page}
.letter h1{font-size:19pt;line-height:26pt;margin:0 0 10mm}
.letter p{margin:0 0 5mm}
.to{font-size:10pt;color:#454e5a;margin-bottom:14mm}
.scan{display:flex;gap:10mm;align-items:center;margin:6mm 0 8mm}
.scan svg{width:46mm;height:46mm;flex:none}
.url{font:10pt/14pt ui-monospace,Consolas,monospace;overflow-wrap:anywhere}
.foot{margin-top:auto;font-size:9pt;line-height:14pt;color:#454e5a}
.cards{width:210mm;padding:8mm 10mm;display:grid;grid-template-columns:1fr 1fr;gap:0}
.card{height:56mm;padding:5mm;display:flex;gap:5mm;align-items:center;border:.2mm dashed #868f9b;break-inside:avoid}
.card svg{width:36mm;height:36mm;flex:none}
.card b{display:block;font-size:12pt}
.card span{display:block;font-size:9pt;line-height:13pt;color:#454e5a;overflow-wrap:anywhere}
@media screen{body{background:#f6f7f9}.letter,.cards{margin:8mm auto;background:#fff;box-shadow:0 1px 4px #0002}}
@media print{.hint{display:none}}`;

type Words = {
  readonly hint: (n: number) => string;
  readonly title: { readonly living: string; readonly waiting: string };
  readonly again: string;
  readonly to: string;
  readonly dear: string;
  readonly lines: (minutes: number) => readonly string[];
  readonly scan: string;
  readonly until: (day: string) => string;
  readonly type: string;
  readonly foot: string;
};

const WORDS: Readonly<Record<"zh-CN" | "en", Words>> = {
  "zh-CN": {
    hint: (n: number) =>
      `共 ${n} 户。请用浏览器打印（Ctrl+P），纸张 A4，边距“无”。印完请妥善保管，链接只属于那一户。`,
    title: { living: "请您说说，过去一年住得怎么样", waiting: "请您说说您的感受" },
    again: "还差您的意见",
    to: "业主收",
    dear: "尊敬的业主：",
    lines: (minutes: number) => [
      `请用手机扫下面的码，大约 ${minutes} 分钟。参加与否由您决定，哪一题都可以跳过。`,
      "回答不带您的姓名，项目和物业看不到您答了什么。有人要求您改分，可以在问卷里直接告诉我们。",
    ],
    scan: "扫码作答",
    until: (day: string) => `开到 ${day}`,
    type: "也可以在浏览器里输入：",
    foot: "这个码只属于您家，请不要转给别人。不想再收到邀请，打开链接后选“以后都不要发给我”。",
  },
  en: {
    hint: (n: number) =>
      `${n} homes. Print from the browser (Ctrl+P) on A4 without margins. Keep the sheets safe: a link belongs to its home alone.`,
    title: {
      living: "How did you fare at home over the past year?",
      waiting: "How has it been for you so far?",
    },
    again: "Your view is still missing",
    to: "To the owner",
    dear: "Dear owner,",
    lines: (minutes: number) => [
      `Please scan the code below with your phone; it takes about ${minutes} minutes. Taking part is up to you, and every question may be skipped.`,
      "Your answers carry no name; the project and its property service do not see what you said. If anybody asks you to change a mark, the survey has a place to tell us.",
    ],
    scan: "Scan to answer",
    until: (day: string) => `open until ${day}`,
    type: "Or type into a browser:",
    foot: "This code belongs to your home alone, please do not pass it on. To get no more invitations open the link and choose “Never send me one again”.",
  },
};

/** The words of a letter; those for Taiwan and Hong Kong are derived, as the owner's page derives its own. */
function wordsIn(language: MailingLanguage): Words {
  if (language !== "zh-TW") return WORDS[language];
  const { hint, title, again, to, dear, lines, scan, until, type, foot } = WORDS["zh-CN"];
  return {
    hint: (n) => traditional(hint(n)),
    title: { living: traditional(title.living), waiting: traditional(title.waiting) },
    again: traditional(again),
    to: traditional(to),
    dear: traditional(dear),
    lines: (minutes) => lines(minutes).map(traditional),
    scan: traditional(scan),
    until: (day) => traditional(until(day)),
    type: traditional(type),
    foot: traditional(foot),
  };
}

/** A QR code as an SVG of our own; it holds nothing but the link. */
function codeOf(link: string): Html {
  return trusted(renderSVG(link, { ecc: "M", border: 2 }));
}

function letter({ code, link, project, phase, lastDay }: MadeLink, facts: LetterFacts): Html {
  const words = wordsIn(facts.language);
  const title = phase === "P" ? words.title.waiting : words.title.living;
  const lines = words.lines(facts.minutesOf(phase));
  return html`<article class="letter"><div class="to">${project} ${code}<br>${words.to}</div><h1>${facts.kind === "reminder" ? words.again : title}</h1><p>${words.dear}</p>${lines.map((line) => html`<p>${line}</p>`)}<div class="scan">${codeOf(link)}<div><p><b>${words.scan}</b><br>${words.until(lastDay)}</p><p>${words.type}<br><span class="url">${link}</span></p></div></div><p>${facts.group}</p><div class="foot">${words.foot}</div></article>`;
}

function card({ code, link, project, lastDay }: MadeLink, facts: LetterFacts): Html {
  const words = wordsIn(facts.language);
  return html`<div class="card">${codeOf(link)}<div><b>${words.scan}</b><span>${project} ${code}</span><span>${facts.group}</span><span>${words.until(lastDay)}</span></div></div>`;
}

/**
 * Letters or cards as a page to be printed, in pieces as they are made.
 * @param nonce of the content policy, under which the style counts
 */
export async function* printedPage(
  links: AsyncIterable<MadeLink>,
  count: number,
  printed: Printed,
  facts: LetterFacts,
  nonce: string,
): AsyncGenerator<string> {
  const words = wordsIn(facts.language);
  yield htmlText(
    html`<!doctype html><html lang="${facts.language}"><head><meta charset="utf-8"><meta name="robots" content="noindex"><title>${words.title.living}</title><style nonce="${nonce}">${trusted(STYLE)}</style></head><body><p class="hint">${words.hint(count)}</p>${trusted(printed === "cards" ? '<div class="cards">' : "")}`,
  );
  for await (const link of links)
    yield htmlText(printed === "cards" ? card(link, facts) : letter(link, facts));
  yield printed === "cards" ? "</div></body></html>" : "</body></html>";
}
