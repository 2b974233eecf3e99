import { escaped, tag } from "./xml.ts";

type Line = { text: string; left: number; right: number; top: number; height: number };

let pen: CanvasRenderingContext2D | null = null;

/** What letters are measured with. */
export function penFor(font: string): CanvasRenderingContext2D {
  pen ??= document.createElement("canvas").getContext("2d");
  if (pen === null) throw new Error("this browser measures no text");
  pen.font = font;
  return pen;
}

/** A text as the page broke it into lines; signs the page left out are left out. */
function linesOf(node: Text): readonly Line[] {
  const lines: Line[] = [];
  const range = document.createRange();
  let at = 0;
  for (const sign of node.data) {
    range.setStart(node, at);
    at += sign.length;
    range.setEnd(node, at);
    const rect = range.getClientRects()[0];
    if (!rect || rect.width === 0) continue;
    const last = lines.at(-1);
    if (last && Math.abs(last.top - rect.top) < 2) {
      last.text += sign;
      last.right = rect.right;
    } else lines.push({ text: sign, left: rect.left, right: rect.right, top: rect.top, height: rect.height });
  }
  return lines;
}

/** What of a line fits where the page cuts it off. */
function cut(line: Line, parent: Element, style: CSSStyleDeclaration): string {
  const { right } = parent.getBoundingClientRect();
  if (style.textOverflow !== "ellipsis" || line.right <= right + 1) return line.text;
  const measure = penFor(`${style.fontWeight} ${style.fontSize} ${style.fontFamily}`);
  const signs = [...line.text];
  while (signs.length > 1 && line.left + measure.measureText(`${signs.join("")}…`).width > right) signs.pop();
  return `${signs.join("")}…`;
}

/** A text of the page where it stands, line by line. */
export function drawWords(node: Text, from: { readonly left: number; readonly top: number }): string {
  const parent = node.parentElement;
  if (parent === null || node.data.trim() === "") return "";
  const style = getComputedStyle(parent);
  const { fontBoundingBoxAscent: up, fontBoundingBoxDescent: down } = penFor(
    `${style.fontWeight} ${style.fontSize} ${style.fontFamily}`,
  ).measureText("国g");
  return linesOf(node)
    .map((line) => {
      const text = cut(line, parent, style).trimEnd();
      if (text.trim() === "") return "";
      const ended = style.textAlign === "right" || style.textAlign === "end";
      return tag(
        "text",
        {
          x: (ended ? line.right : line.left) - from.left,
          y: line.top - from.top + (line.height - up - down) / 2 + up,
          "text-anchor": ended ? "end" : undefined,
          "font-size": style.fontSize,
          "font-weight": style.fontWeight === "400" ? undefined : style.fontWeight,
          fill: style.color,
          "xml:space": "preserve",
        },
        escaped(style.textTransform === "uppercase" ? text.toUpperCase() : text),
      );
    })
    .join("");
}
