import { describe, expect, it } from "vitest";
import { busiestSpan, timeAtWork } from "./busiest-span.ts";
import { seededRandom } from "./seeded-random.ts";

describe("the busiest span", () => {
  it("counts the instants of one span, whose end is not in it", () => {
    expect(busiestSpan([], 60)).toBe(0);
    expect(busiestSpan([5, 5, 5], 1)).toBe(3);
    expect(busiestSpan([0, 60, 120], 60)).toBe(1);
    expect(busiestSpan([0, 59.9, 120], 60)).toBe(2);
    expect(busiestSpan([300, 10, 40, 20, 200], 31)).toBe(3);
  });

  it("is what trying every start gives", () => {
    const { uniform: random } = seededRandom(7);
    for (let round = 0; round < 200; round++) {
      const instants = Array.from({ length: 1 + Math.floor(random() * 40) }, () =>
        Math.floor(random() * 500),
      );
      const length = 1 + Math.floor(random() * 90);
      const tried = instants.map(
        (start) => instants.filter((each) => each >= start && each < start + length).length,
      );
      expect(busiestSpan(instants, length)).toBe(Math.max(...tried));
    }
  });

  it("refuses a span without length and an instant that is none", () => {
    expect(() => busiestSpan([1], 0)).toThrow(RangeError);
    expect(() => busiestSpan([Number.NaN], 1)).toThrow(RangeError);
  });
});

describe("time at work", () => {
  it("takes short breaks in and long ones out, and time that overlaps once", () => {
    expect(timeAtWork([], 10)).toBe(0);
    expect(timeAtWork([{ from: 0, to: 10 }], 0)).toBe(10);
    expect(
      timeAtWork(
        [
          { from: 30, to: 40 },
          { from: 0, to: 10 },
        ],
        20,
      ),
    ).toBe(40);
    expect(
      timeAtWork(
        [
          { from: 30, to: 40 },
          { from: 0, to: 10 },
        ],
        19,
      ),
    ).toBe(20);
    expect(
      timeAtWork(
        [
          { from: 0, to: 100 },
          { from: 10, to: 20 },
          { from: 90, to: 110 },
        ],
        0,
      ),
    ).toBe(110);
  });

  it("is what counting minute by minute gives", () => {
    const { uniform: random } = seededRandom(8);
    for (let round = 0; round < 200; round++) {
      const stretches = Array.from({ length: 1 + Math.floor(random() * 12) }, () => {
        const from = Math.floor(random() * 300);
        return { from, to: from + Math.floor(random() * 40) };
      });
      const rest = Math.floor(random() * 30);
      let minutes = 0;
      for (let minute = 0; minute < 400; minute++) {
        const inside = stretches.some(({ from, to }) => from <= minute && minute < to);
        const before = Math.max(...stretches.filter(({ to }) => to <= minute).map(({ to }) => to));
        const after = Math.min(...stretches.filter(({ from }) => from > minute).map(({ from }) => from));
        if (inside || after - before <= rest) minutes += 1;
      }
      expect(timeAtWork(stretches, rest)).toBe(minutes);
    }
  });

  it("refuses work that ends before it begins", () => {
    expect(() => timeAtWork([{ from: 2, to: 1 }], 0)).toThrow(RangeError);
    expect(() => timeAtWork([], -1)).toThrow(RangeError);
  });
});
