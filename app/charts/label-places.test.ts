import { describe, expect, it } from "vitest";
import { labelPlaces } from "./label-places.ts";

const FRAME = { width: 300, height: 200 };

describe("labels of points", () => {
  it("stand at the right of a point that has room", () => {
    expect(labelPlaces([{ x: 50, y: 100, width: 40 }], FRAME)).toEqual([{ x: 58, y: 104 }]);
  });

  it("turn to the left at the right edge, and cover no other", () => {
    const [edge] = labelPlaces([{ x: 290, y: 100, width: 40 }], FRAME);
    expect(edge?.x).toBe(242);
    const places = labelPlaces(
      [
        { x: 100, y: 100, width: 60 },
        { x: 104, y: 103, width: 60 },
        { x: 98, y: 96, width: 60 },
      ],
      FRAME,
    );
    const boxes = places.map(({ x, y }) => ({ left: x, right: x + 60, top: y - 12, bottom: y + 4 }));
    for (const a of boxes)
      for (const b of boxes)
        if (a !== b)
          expect(a.right <= b.left || b.right <= a.left || a.bottom <= b.top || b.bottom <= a.top).toBe(true);
  });

  it("keep off whiskers and lines where there is room elsewhere", () => {
    const whisker = { left: 128, right: 132, top: 60, bottom: 140 };
    expect(labelPlaces([{ x: 100, y: 100, width: 60 }], FRAME, [whisker])).toEqual([{ x: 32, y: 104 }]);
  });

  it("take the room of all their lines", () => {
    const [first, second] = labelPlaces(
      [
        { x: 100, y: 100, width: 60, lines: 2 },
        { x: 100, y: 112, width: 60, lines: 2 },
      ],
      FRAME,
    );
    expect(first).toEqual({ x: 108, y: 96 });
    // beside the first its second line would lie on it
    expect(second).toEqual({ x: 32, y: 108 });
  });
});
