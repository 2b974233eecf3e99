import { drawBox } from "./draw-box.ts";
import { drawChart } from "./draw-chart.ts";
import { drawWords } from "./draw-words.ts";

/** A part of a page as the inside of an SVG, in pixels from its upper left corner. */
type Drawing = { readonly width: number; readonly height: number; readonly body: string };

/** What is there to be pressed, not to be looked at. */
const CONTROLS = ".print\\:hidden, input, select, textarea";

function forEarsAlone(style: CSSStyleDeclaration, rect: DOMRect): boolean {
  return style.position === "absolute" && style.overflow === "hidden" && rect.width <= 1;
}

function draw(element: Element, from: DOMRect): string {
  if (element.matches(CONTROLS)) return "";
  const style = getComputedStyle(element);
  const boxless = style.display === "contents";
  if (!boxless && !element.checkVisibility({ visibilityProperty: true, opacityProperty: true })) return "";
  const rect = element.getBoundingClientRect();
  const place = { x: rect.x - from.x, y: rect.y - from.y, width: rect.width, height: rect.height };
  if (element instanceof SVGSVGElement) return drawChart(element, place);
  if (forEarsAlone(style, rect)) return "";
  const inside = [...element.childNodes].map((child) => {
    if (child instanceof Text) return drawWords(child, from);
    return child instanceof Element ? draw(child, from) : "";
  });
  return (boxless ? "" : drawBox(style, place)) + inside.join("");
}

/**
 * Draws what a part of the page shows: its words where they stand, its boxes and charts, without its controls. A chart that is there
 * to be taken along alone, and not seen, is drawn in its own size.
 */
export function drawPart(part: Element): Drawing {
  if (part instanceof SVGSVGElement) {
    const { width, height } = part.viewBox.baseVal ?? part.getBoundingClientRect();
    return { width, height, body: drawChart(part, { x: 0, y: 0, width, height }) };
  }
  const from = part.getBoundingClientRect();
  return { width: from.width, height: from.height, body: draw(part, from) };
}
