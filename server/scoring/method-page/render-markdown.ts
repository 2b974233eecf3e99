import { type Block, bothLanguages } from "./block.ts";

/** Text that Markdown must not read as its own signs. */
function plain(text: string): string {
  return text
    .replaceAll("\\", "\\\\")
    .replace(/[|*_`<>[\]]/g, "\\$&")
    .replaceAll(/\s*\n\s*/g, " ");
}

function row(cells: readonly string[]): string {
  return `| ${cells.join(" | ")} |`;
}

function markdownOf(block: Block): string {
  switch (block.kind) {
    case "heading":
      return `${"#".repeat(block.level)} ${plain(bothLanguages(block.text))}`;
    case "paragraph":
      return `${plain(block.text.zh)}\n\n${plain(block.text.en)}`;
    case "facts":
      return block.facts
        .map(({ name, value }) => `- **${plain(bothLanguages(name))}**: ${plain(bothLanguages(value))}`)
        .join("\n");
    case "table":
      return [
        row(block.head.map((cell) => plain(bothLanguages(cell)))),
        row(block.head.map((_, place) => (place < block.numbersFrom ? "---" : "---:"))),
        ...block.rows.map((cells) => row(cells.map(plain))),
      ].join("\n");
  }
}

/** A page as Markdown. */
export function renderMarkdown(blocks: readonly Block[]): string {
  return `${blocks.map(markdownOf).join("\n\n")}\n`;
}
