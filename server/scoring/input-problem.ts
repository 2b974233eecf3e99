import { AppError } from "../app-error.ts";

/** Something in a file that keeps it from being scored: where it is, and one sentence that says what to do. */
export type InputProblem = {
  readonly file: string;
  /** Row as a spreadsheet shows it, the header being 1; a record in quotes counts as one row. */
  readonly row?: number;
  readonly column?: string;
  /** What is wrong and its remedy, without the place and the full stop. */
  readonly says: string;
};

/** Problems past this many are only counted. */
const MOST = 100;

function placeOf({ file, row, column }: InputProblem): string {
  const place = [
    ...(row === undefined ? [] : [`row ${row}`]),
    ...(column === undefined ? [] : [`column ${column}`]),
  ].join(", ");
  return place === "" ? file : `${file}, ${place}`;
}

/** The failure that stands for these problems: a sentence on the first, all of them in its details. */
function refusal(problems: readonly [InputProblem, ...InputProblem[]]): AppError {
  const [first] = problems;
  const others = problems.length - 1;
  const more = others === 0 ? "" : ` (and ${others} more ${others === 1 ? "problem" : "problems"})`;
  return new AppError("invalid", `${placeOf(first)}: ${first.says}${more}.`, {
    problems: problems
      .slice(0, MOST)
      .map((problem) => ({ ...problem, message: `${placeOf(problem)}: ${problem.says}.` })),
  });
}

/** @throws AppError `invalid` when there is a problem */
export function refuseIfAny(problems: readonly InputProblem[]): void {
  const [first, ...rest] = problems;
  if (first !== undefined) throw refusal([first, ...rest]);
}
