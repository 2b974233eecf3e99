import type { Step } from "./compile-questionnaire.ts";
import type { Option } from "./question.ts";

/** A whole number that follows from a text: FNV-1a over UTF-16 units, 32 bits, unsigned. */
export function seedNumber(seed: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < seed.length; index++) {
    hash = Math.imul(hash ^ seed.charCodeAt(index), 0x01000193);
  }
  return hash >>> 0;
}

/** Numbers in [0, 1) that follow from the seed alone (mulberry32). */
function numbersFrom(seed: string): () => number {
  let state = seedNumber(seed);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

function shuffle<T>(list: readonly T[], next: () => number): readonly T[] {
  const result = [...list];
  for (let last = result.length - 1; last > 0; last--) {
    const pick = Math.floor(next() * (last + 1));
    const [a, b] = [result[last], result[pick]];
    if (a !== undefined && b !== undefined) [result[last], result[pick]] = [b, a];
  }
  return result;
}

/**
 * The options in the order one person sees them. Where the question says `shuffle`, so that no option owes its
 * votes to its place, the order follows from the seed (the same person sees the same order again); "none" and
 * "something else" stay last.
 */
export function orderedOptions(step: Step, seed: string): readonly Option[] {
  if (step.question.shuffle !== true) return step.options;
  const stays = (option: Option): boolean => option.exclusive === true || option.writeIn === true;
  const moving = step.options.filter((option) => !stays(option));
  return [...shuffle(moving, numbersFrom(`${seed}/${step.question.code}`)), ...step.options.filter(stays)];
}
