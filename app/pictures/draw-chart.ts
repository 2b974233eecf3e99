/** What of a shape is worked out from the page's style. */
const PAINT = [
  ...["fill", "fill-opacity", "opacity", "paint-order"],
  ...["stroke", "stroke-width", "stroke-dasharray", "stroke-linecap", "stroke-linejoin"],
] as const;
const TYPE = ["font-family", "font-size", "font-weight", "text-anchor", "dominant-baseline"] as const;
const USUAL: Readonly<Record<string, string>> = {
  "fill-opacity": "1",
  opacity: "1",
  "paint-order": "normal",
  "stroke-width": "1px",
  "stroke-dasharray": "none",
  "stroke-linecap": "butt",
  "stroke-linejoin": "miter",
  "dominant-baseline": "auto",
};
/** Belongs to the page and not to a picture. */
const PAGE_ONLY = /^(class|style|id|role|tabindex|data-.*|aria-.*)$/;

function paint(from: Element, to: Element): void {
  const style = getComputedStyle(from);
  for (const { name } of [...to.attributes]) if (PAGE_ONLY.test(name)) to.removeAttribute(name);
  const letters = from.matches("text, tspan");
  for (const name of letters ? [...PAINT, ...TYPE] : PAINT) {
    const value = style.getPropertyValue(name);
    if (value !== "" && value !== USUAL[name]) to.setAttribute(name, value);
    else to.removeAttribute(name);
  }
}

/** What the server left between two texts that stand in one place: a word of the page would be two of the file. */
function joinTexts(copy: Element): void {
  const marks: Node[] = [];
  const walk = document.createTreeWalker(copy, NodeFilter.SHOW_COMMENT);
  while (walk.nextNode()) marks.push(walk.currentNode);
  for (const mark of marks) mark.parentNode?.removeChild(mark);
  copy.normalize();
}

/** A chart of the page as text, with its colours and letters worked out, to stand by itself or within another drawing. */
export function drawChart(
  chart: SVGSVGElement,
  { x, y, width, height }: { x: number; y: number; width: number; height: number },
): string {
  const copy = chart.cloneNode(true) as SVGSVGElement;
  const [from, to] = [chart, copy].map((each) => [each, ...each.querySelectorAll("*")]);
  from?.forEach((each, at) => {
    const own = to?.[at];
    if (own && !each.matches("title, desc")) paint(each, own);
  });
  const overflow = getComputedStyle(chart).overflow;
  for (const [name, value] of Object.entries({ x, y, width, height }))
    copy.setAttribute(name, String(Math.round(value * 100) / 100));
  copy.setAttribute("overflow", overflow === "visible" ? "visible" : "hidden");
  joinTexts(copy);
  return new XMLSerializer().serializeToString(copy);
}
