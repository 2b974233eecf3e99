import { tag } from "./xml.ts";

const CLEAR = /^(transparent|rgba\(\d+, \d+, \d+, 0\))$/;
const RING = /^(rgba?\([^)]*\)) 0px 0px 0px ([\d.]+)px inset/;
const SIDES = ["Top", "Right", "Bottom", "Left"] as const;

type Side = { readonly width: number; readonly colour: string };

function sideOf(style: CSSStyleDeclaration, side: (typeof SIDES)[number]): Side | undefined {
  const [width, colour] = [Number.parseFloat(style[`border${side}Width`]), style[`border${side}Color`]];
  if (width === 0 || style[`border${side}Style`] === "none" || CLEAR.test(colour)) return undefined;
  return { width, colour };
}

/** What a box of the page has besides what is in it: its fill, hatching, edges and ring. */
export function drawBox(
  style: CSSStyleDeclaration,
  rect: { readonly x: number; readonly y: number; readonly width: number; readonly height: number },
): string {
  if (rect.width === 0 || rect.height === 0) return "";
  const { x, y, width, height } = rect;
  const rx = Math.min(Number.parseFloat(style.borderTopLeftRadius) || 0, height / 2);
  const drawn: string[] = [];
  if (!CLEAR.test(style.backgroundColor))
    drawn.push(tag("rect", { ...rect, rx: rx || undefined, fill: style.backgroundColor }));
  if (style.backgroundImage.startsWith("repeating-linear-gradient"))
    drawn.push(tag("rect", { ...rect, rx: rx || undefined, fill: "url(#few)" }));
  const ring = style.boxShadow
    .split(/,(?![^(]*\))/)
    .flatMap((shadow) => RING.exec(shadow.trim()) ?? [])
    .slice(1, 3);
  const sides = SIDES.map((side) => sideOf(style, side));
  const [top, right, bottom, left] = sides;
  const around = sides.every((side) => side && side.colour === top?.colour) ? top : undefined;
  const outline = around ?? (ring[0] && { width: Number(ring[1]), colour: ring[0] });
  if (outline)
    drawn.push(
      tag("rect", {
        ...{ x: x + 0.5, y: y + 0.5, width: Math.max(0, width - 1), height: Math.max(0, height - 1) },
        rx: rx || undefined,
        fill: "none",
        stroke: outline.colour,
        "stroke-width": outline.width,
      }),
    );
  if (around) return drawn.join("");
  const line = (side: Side | undefined, x1: number, y1: number, x2: number, y2: number) =>
    side && drawn.push(tag("line", { x1, y1, x2, y2, stroke: side.colour, "stroke-width": side.width }));
  line(top, x, y + 0.5, x + width, y + 0.5);
  line(bottom, x, y + height - 0.5, x + width, y + height - 0.5);
  line(left, x + 0.5, y, x + 0.5, y + height);
  line(right, x + width - 0.5, y, x + width - 0.5, y + height);
  return drawn.join("");
}
