import type { Table } from "apache-arrow";
import type { DistributionTold } from "#server/arrow/read-distribution.ts";
import type { DistributionRow } from "#server/indicators/views.ts";

/** How often each answer was given below a unit, as the Arrow table says, and what goes with it. */
export type AnswersBelow = Pick<DistributionTold, "passport" | "units"> & {
  readonly rows: readonly AnswerCount[];
};

export type AnswerCount = {
  readonly project: string;
  /** Null where projects are not divided. */
  readonly phase: string | null;
  readonly item: string;
  readonly answer: number;
  readonly n: number;
};

/** The answers to one item in one project. */
export type ProjectAnswers = {
  readonly project: string;
  readonly n: number;
  readonly mean: number;
  readonly answers: NonNullable<DistributionRow["answers"]>;
};

/** Reads the table column by column. @throws Error for a table that does not say where it comes from */
export function answersOf(table: Table): AnswersBelow {
  const told = (name: keyof DistributionTold) => {
    const text = table.schema.metadata.get(name);
    if (text === undefined) throw new Error(`The table does not tell its ${name}.`);
    return JSON.parse(text);
  };
  const column = (name: keyof AnswerCount) => table.getChild(name);
  const [project, phase, item, answer, n] = [
    column("project"),
    column("phase"),
    column("item"),
    column("answer"),
    column("n"),
  ];
  const rows = Array.from({ length: table.numRows }, (_, row) => ({
    project: String(project?.get(row)),
    phase: (phase?.get(row) ?? null) as string | null,
    item: String(item?.get(row)),
    answer: Number(answer?.get(row)),
    n: Number(n?.get(row)),
  }));
  return { passport: told("passport"), units: told("units"), rows };
}

/**
 * How an item was answered in each project, the lowest mean first.
 * @param scale the answers there are, in their order
 * @param phase whose answers; null where projects are not divided
 */
export function answersByProject(
  rows: readonly AnswerCount[],
  item: string,
  scale: NonNullable<DistributionRow["answers"]>,
  phase: string | null,
): readonly ProjectAnswers[] {
  const own = rows.filter((row) => row.item === item && row.phase === phase);
  return [...Map.groupBy(own, (row) => row.project)]
    .map(([project, counts]) => {
      const n = counts.reduce((sum, count) => sum + count.n, 0);
      const given = (score: number) =>
        counts.reduce((sum, count) => (count.answer === score ? sum + count.n : sum), 0);
      return {
        project,
        n,
        mean: counts.reduce((sum, count) => sum + count.answer * count.n, 0) / n,
        answers: scale.map((answer) => ({ ...answer, per100: (100 * given(answer.score)) / n })),
      };
    })
    .toSorted((a, b) => a.mean - b.mean || (a.project < b.project ? -1 : 1));
}
