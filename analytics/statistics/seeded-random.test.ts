import { mersenne } from "pure-rand/generator/mersenne";
import { expect, it } from "vitest";
import { seededRandom } from "./seeded-random.ts";

it("rests on the generator whose 10,000th number the C++ standard prints: 4123659995", () => {
  const generator = mersenne(5489);
  for (let place = 1; place < 10_000; place++) generator.next();
  expect(generator.next() >>> 0).toBe(4123659995);
});

it("repeats itself for the same seed and differs for another", () => {
  const draw = (seed: number) => {
    const random = seededRandom(seed);
    return Array.from({ length: 5 }, () => [random.uniform(), random.below(1000)]);
  };
  expect(draw(7)).toEqual(draw(7));
  expect(draw(7)).not.toEqual(draw(8));
});

it("spreads evenly: 60,000 throws of a die stay within five standard errors of a sixth", () => {
  const random = seededRandom(1);
  const faces = [0, 0, 0, 0, 0, 0];
  for (let roll = 0; roll < 60_000; roll++) {
    const face = random.below(6);
    faces[face] = (faces[face] ?? 0) + 1;
  }
  for (const count of faces)
    expect(Math.abs(count - 10_000)).toBeLessThan(5 * Math.sqrt(60_000 * (1 / 6) * (5 / 6)));
});

it("refuses fractions, negative seeds and a choice among nothing", () => {
  expect(() => seededRandom(1.5)).toThrow(RangeError);
  expect(() => seededRandom(-1)).toThrow(RangeError);
  expect(() => seededRandom(1).below(0)).toThrow(RangeError);
});
