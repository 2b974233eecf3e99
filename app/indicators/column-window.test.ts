import { expect, it } from "vitest";
import { inSight } from "./column-window.ts";

it("draws every column that is in sight, wherever one has scrolled to", () => {
  for (const count of [31, 60, 200])
    for (const room of [300, 1000, 1400])
      for (let from = -96; from < count * 48; from += 37) {
        const [first, last] = inSight(from, room, 48, count);
        expect(first).toBeGreaterThanOrEqual(0);
        expect(last).toBeLessThan(count);
        for (let at = 0; at < count; at++)
          if (at * 48 < from + room && (at + 1) * 48 > from) {
            expect(at).toBeGreaterThanOrEqual(first);
            expect(at).toBeLessThanOrEqual(last);
          }
        // and never hundreds
        expect(last - first).toBeLessThan(room / 48 + 34);
      }
});
