import type { MethodFacts } from "./method-facts.ts";
import { methodPage } from "./method-page.ts";
import { renderHtml } from "./render-html.ts";
import { renderMarkdown } from "./render-markdown.ts";

/** A method page in the form its file's ending asks for: .html, or Markdown. */
export function methodPageText(facts: MethodFacts, path: string): string {
  const blocks = methodPage(facts);
  if (!/\.html?$/i.test(path)) return renderMarkdown(blocks);
  return renderHtml(methodPageTitle(facts), blocks);
}

/** What a method page in a file of its own is called. */
export function methodPageTitle({ definition, title }: MethodFacts): string {
  return [definition.title?.zh ?? definition.id, title ?? "", "方法说明"].filter(Boolean).join(" · ");
}
