export type Point = {
  readonly x: number;
  readonly y: number;
  /** Of its label, in pixels; one line tall unless said otherwise. */
  readonly width: number;
  readonly lines?: number;
};
export type LabelPlace = { readonly x: number; readonly y: number };
/** A part of the drawing in its pixels. */
export type Box = {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
};

/** Of a line of a label, in pixels. */
export const LABEL_LINE = 16;
const GAP = 8;

function overlap(a: Box, b: Box): number {
  const across = Math.min(a.right, b.right) - Math.max(a.left, b.left);
  const down = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
  return across > 0 && down > 0 ? across * down : 0;
}

/**
 * Where labels of points stand so that they cover neither one another nor a point: right of it, left, above or below, the
 * first of them with least overlap. Points are placed in their order.
 * @param frame the drawing's width and height, which labels stay inside of
 * @param marks what else is drawn, which labels cover only where nothing else is free: whiskers, lines, a caption
 * @returns for each point the left end of the baseline of its label's first line
 */
export function labelPlaces(
  points: readonly Point[],
  frame: { readonly width: number; readonly height: number },
  marks: readonly Box[] = [],
): readonly LabelPlace[] {
  const dots = points.map(({ x, y }) => ({ left: x - 6, right: x + 6, top: y - 6, bottom: y + 6 }));
  const taken: Box[] = [...dots, ...marks];
  return points.map(({ x, y, width, lines = 1 }) => {
    const height = LABEL_LINE * lines;
    const candidates = [
      { left: x + GAP, top: y - height / 2 },
      { left: x - GAP - width, top: y - height / 2 },
      { left: x - width / 2, top: y - GAP - height },
      { left: x - width / 2, top: y + GAP },
      { left: x + GAP, top: y - GAP - height },
      { left: x + GAP, top: y + GAP },
      { left: x - GAP - width, top: y - GAP - height },
      { left: x - GAP - width, top: y + GAP },
    ].map(({ left, top }) => ({ left, top, right: left + width, bottom: top + height }));
    const cost = (box: Box) =>
      taken.reduce((sum, other) => sum + overlap(box, other), 0) +
      (box.left < 0 || box.right > frame.width || box.top < 0 || box.bottom > frame.height ? 1e6 : 0);
    let best = candidates[0] as Box;
    for (const box of candidates) if (cost(box) < cost(best)) best = box;
    taken.push(best);
    return { x: best.left, y: best.top + LABEL_LINE - 4 };
  });
}
