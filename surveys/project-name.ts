import type { Text } from "./question.ts";

/** Stands in a questionnaire's texts for the name of the project the owner lives in. */
export const PROJECT_PLACEHOLDER = "【project】";

/** A piece of a text: words, or the place of the project's name (which a page keeps on one line). */
export type TextPart = { readonly kind: "text" | "project"; readonly text: string };

/**
 * The project's name as plain text that is safe to show anywhere a form puts it: control characters and the
 * braces that form libraries expand are taken out. Escaping for HTML remains the page's work.
 */
export function plainProjectName(name: string): string {
  return name
    .replace(/[\p{Cc}\p{Cf}]+/gu, "")
    .replace(/\{/g, "（")
    .replace(/\}/g, "）")
    .trim();
}

/** The text cut at the placeholder with the name in place, in reading order; empty pieces are left out. */
export function projectNameParts(text: string, name: string): readonly TextPart[] {
  const project: TextPart = { kind: "project", text: plainProjectName(name) };
  return text
    .split(PROJECT_PLACEHOLDER)
    .flatMap((words, index): TextPart[] => {
      const part: TextPart = { kind: "text", text: words };
      return index === 0 ? [part] : [project, part];
    })
    .filter((part) => part.text !== "");
}

/** The text with the project's name in place of every placeholder. */
export function fillProjectName(text: string, name: string): string {
  return projectNameParts(text, name)
    .map((part) => part.text)
    .join("");
}

/** Both languages filled; a project without an English name keeps its Chinese one. */
export function fillProjectNames(text: Text, name: { readonly zh: string; readonly en?: string }): Text {
  return { zh: fillProjectName(text.zh, name.zh), en: fillProjectName(text.en, name.en ?? name.zh) };
}
