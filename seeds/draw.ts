import { uniformFloat64 } from "pure-rand/distribution/uniformFloat64";
import { uniformInt } from "pure-rand/distribution/uniformInt";
import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";

/** Draws from one stream of random numbers. Equal seed and name give equal draws, whatever else is drawn. */
export type Draw = {
  readonly uniform: () => number;
  readonly integer: (low: number, high: number) => number;
  readonly chance: (probability: number) => boolean;
  readonly normal: (mean?: number, sd?: number) => number;
  readonly lognormal: (median: number, sigma: number) => number;
  readonly poisson: (mean: number) => number;
  readonly pick: <T>(list: readonly T[]) => T;
  /** Index of a weight, in proportion to the weights. */
  readonly weighted: (weights: readonly number[]) => number;
};

/** FNV-1a, to give each named stream a seed of its own. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) {
    value = Math.imul(value ^ text.charCodeAt(index), 0x01000193);
  }
  return value;
}

/** A named stream of a seed. */
export function drawStream(seed: number, name: string): Draw {
  const generator = xoroshiro128plus(hash(`${seed}/${name}`));
  const uniform = () => uniformFloat64(generator);
  const normal = (mean = 0, sd = 1) => {
    const radius = Math.sqrt(-2 * Math.log(1 - uniform()));
    return mean + sd * radius * Math.cos(2 * Math.PI * uniform());
  };
  return {
    uniform,
    integer: (low, high) => uniformInt(generator, low, high),
    chance: (probability) => uniform() < probability,
    normal,
    lognormal: (median, sigma) => median * Math.exp(normal(0, sigma)),
    poisson: (mean) => {
      const limit = Math.exp(-mean);
      let count = 0;
      for (let product = uniform(); product > limit; product *= uniform()) count++;
      return count;
    },
    pick: (list) => {
      const item = list[uniformInt(generator, 0, list.length - 1)];
      if (item === undefined) throw new RangeError("nothing to pick from");
      return item;
    },
    weighted: (weights) => {
      let rest = uniform() * weights.reduce((sum, weight) => sum + weight, 0);
      const index = weights.findIndex((weight) => {
        rest -= weight;
        return rest < 0;
      });
      return index < 0 ? weights.length - 1 : index;
    },
  };
}
