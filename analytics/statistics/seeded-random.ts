import { uniformFloat64 } from "pure-rand/distribution/uniformFloat64";
import { uniformInt } from "pure-rand/distribution/uniformInt";
import { mersenne } from "pure-rand/generator/mersenne";

/** Random numbers that a stored seed reproduces on every machine. */
export type SeededRandom = {
  /** A number in [0, 1) with 53 random bits. */
  readonly uniform: () => number;
  /** A whole number from 0 to count − 1, each equally likely. */
  readonly below: (count: number) => number;
};

/**
 * Mersenne twister MT19937 with the usual initialisation, as std::mt19937 in C++ and RandomState in NumPy.
 * For what: bootstrap draws and samples drawn by the system, whose seed is logged and can be checked by anybody.
 * Not for secrets. Matsumoto M, Nishimura T (1998) ACM TOMACS 8:3.
 * @param seed a whole number from 0 to 2³² − 1
 * @throws RangeError on any other seed, or a count below 1
 */
export function seededRandom(seed: number): SeededRandom {
  if (!Number.isInteger(seed) || seed < 0 || seed > 0xffffffff) {
    throw new RangeError(`a seed is a whole number from 0 to 4294967295, got ${seed}`);
  }
  const generator = mersenne(seed);
  return {
    uniform: () => uniformFloat64(generator),
    below: (count) => {
      if (!Number.isInteger(count) || count < 1)
        throw new RangeError(`a random choice needs at least one option, got ${count}`);
      return uniformInt(generator, 0, count - 1);
    },
  };
}
