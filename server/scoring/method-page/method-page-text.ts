import type { MethodFacts } from "./method-facts.ts";
import { methodPage } from "./method-page.ts";
import { renderHtml } from "./render-html.ts";
import { renderMarkdown } from "./render-markdown.ts";

/** A method page in the form its file's ending asks for: .html, or Markdown. */
export function methodPageText(facts: MethodFacts, path: string): string {
  const blocks = methodPage(facts);
  if (!/\.html?$/i.test(path)) return renderMarkdown(blocks);
  const { definition, wave } = facts;
  return renderHtml(
    [definition.title?.zh ?? definition.id, wave ?? "", "方法说明"].filter(Boolean).join(" · "),
    blocks,
  );
}
