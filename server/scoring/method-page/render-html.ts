import { type Block, bothLanguages } from "./block.ts";

const STYLE = `body{font:15px/1.6 "Noto Sans CJK SC","PingFang SC","Microsoft YaHei",sans-serif;max-width:52rem;margin:2rem auto;padding:0 1rem;color:#1c2330}
h1{font-size:1.5rem}h2{font-size:1.1rem;margin-top:2rem;border-bottom:1px solid #d5dae2}
p[lang=en],dd[lang=en]{color:#5b6575}dl{display:grid;grid-template-columns:minmax(12rem,18rem) 1fr;gap:.3rem 1rem}dt{color:#5b6575}dd{margin:0}
table{border-collapse:collapse;margin:1rem 0;width:100%;font-size:.9rem}th,td{padding:.25rem .5rem;border-bottom:1px solid #e4e8ee;text-align:left}
td.n,th.n{text-align:right;font-variant-numeric:tabular-nums}@media print{body{margin:0}}`;

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

function cells(tag: "th" | "td", texts: readonly string[], numbersFrom: number): string {
  const own = texts.map(
    (text, place) => `<${tag}${place < numbersFrom ? "" : ' class="n"'}>${escaped(text)}</${tag}>`,
  );
  return `<tr>${own.join("")}</tr>`;
}

function htmlOf(block: Block): string {
  switch (block.kind) {
    case "heading":
      return `<h${block.level}>${escaped(bothLanguages(block.text))}</h${block.level}>`;
    case "paragraph":
      return `<p>${escaped(block.text.zh)}</p>\n<p lang="en">${escaped(block.text.en)}</p>`;
    case "facts": {
      const facts = block.facts.map(
        ({ name, value }) =>
          `<dt>${escaped(bothLanguages(name))}</dt><dd>${escaped(bothLanguages(value))}</dd>`,
      );
      return `<dl>\n${facts.join("\n")}\n</dl>`;
    }
    case "table":
      return [
        "<table>",
        `<thead>${cells("th", block.head.map(bothLanguages), block.numbersFrom)}</thead>`,
        "<tbody>",
        ...block.rows.map((row) => cells("td", row, block.numbersFrom)),
        "</tbody></table>",
      ].join("\n");
  }
}

/** A page as one HTML file that needs nothing else; every text is escaped. */
export function renderHtml(title: string, blocks: readonly Block[]): string {
  return `<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escaped(title)}</title>
<style>${STYLE}</style></head><body>
${blocks.map(htmlOf).join("\n")}
</body></html>
`;
}
