import { AppError } from "../app-error.ts";
import type { PassportNumber, ScorePassport } from "./passport.ts";
import type { ViewNumber } from "./view-passport.ts";

type Claimed = PassportNumber | ViewNumber;

/** What computing a passport's numbers again gave. */
export type Recomputed = {
  readonly definitionHash: string;
  readonly dataVersion: string;
  /** What of the data is not what it was, in words; empty when nothing is known in detail. */
  readonly changed: readonly string[];
  readonly numbers: readonly Claimed[];
};

type Difference = {
  readonly group: Readonly<Record<string, string>>;
  readonly node: string;
  readonly figure: string;
  readonly was: Stated;
  readonly is: Stated;
};

type Stated = ViewNumber["figures"][string];

function figuresOf(number: Claimed): ViewNumber["figures"] {
  if ("figures" in number) return number.figures;
  const { value, se, low, high, n } = number;
  return { value, se, low, high, n };
}

/** Sums of doubles in another order may end in another last bit; anything more is another number. */
const LAST_BITS = 1e-12;

function same(then: Stated, now: Stated): boolean {
  if (typeof then !== "number" || typeof now !== "number") return then === now;
  return Math.abs(then - now) <= LAST_BITS * Math.max(1, Math.abs(then));
}

function keyOf({ group, node }: Pick<Claimed, "group" | "node">): string {
  return JSON.stringify([Object.entries(group).toSorted(([a], [b]) => (a < b ? -1 : 1)), node]);
}

/** Every figure a passport states that is another one now; what it does not state is not compared. */
export function differencesOf(then: readonly Claimed[], now: readonly Claimed[]): readonly Difference[] {
  const found = new Map(now.map((number) => [keyOf(number), figuresOf(number)]));
  return then.flatMap((number) => {
    const other = found.get(keyOf(number));
    return Object.entries(figuresOf(number)).flatMap(([figure, was]): Difference[] => {
      const is = other?.[figure] ?? null;
      return same(was, is) ? [] : [{ group: number.group, node: number.node, figure, was, is }];
    });
  });
}

function example(differences: readonly Difference[], count: number): string {
  const [first] = differences;
  if (first === undefined) return `all ${count} numbers come out the same`;
  const place = [...Object.values(first.group), first.node].join(" ");
  const numbers = new Set(differences.map(keyOf)).size;
  return `${numbers} of ${count} numbers differ, such as ${place}: ${first.figure} ${first.was ?? "none"} then, ${first.is ?? "none"} now`;
}

/** What a passport claims. */
export type Claim = Pick<ScorePassport, "definition"> & {
  readonly data: Pick<ScorePassport["data"], "version" | "asOf">;
  readonly numbers: readonly Claimed[];
};

/**
 * Whether a passport still holds: same definition, same data, same numbers to the digit.
 * @returns how many numbers were compared
 * @throws AppError `conflict` saying what changed, with every difference in its details
 */
export function verifyNumbers(passport: Claim, now: Recomputed): number {
  const { definition, data, numbers } = passport;
  const differences = differencesOf(numbers, now.numbers);
  const details = { differences: differences.slice(0, 100) };
  const outcome = example(differences, numbers.length);
  const [then, today] = [definition.hash, now.definitionHash].map((hash) => hash.slice(0, 12));
  if (definition.hash !== now.definitionHash)
    throw new AppError(
      "conflict",
      `The definition ${definition.id}@${definition.version} is not the one of the passport (${then} then, ${today} now), and ${outcome}: compute with the version of that time.`,
      details,
    );
  if (data.version !== now.dataVersion) {
    const what = now.changed.length > 0 ? now.changed.join(" and ") : "The data";
    throw new AppError(
      "conflict",
      `${what} changed since ${data.asOf}, and ${outcome}: compute with the data of that time, or issue a new passport.`,
      details,
    );
  }
  if (differences.length > 0)
    throw new AppError(
      "conflict",
      `Definition and data are those of the passport, and yet ${outcome}: report this together with the passport, the method of computing has changed.`,
      details,
    );
  return numbers.length;
}
