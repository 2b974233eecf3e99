import type { Cohort } from "#server/explanations/cohorts-view.ts";
import type { TenureSpan } from "#surveys/tenure.ts";
import type { namesIn } from "../language/names.ts";

type Names = ReturnType<typeof namesIn>;

/** What a batch, or a class of years since handover, is called beside its project. */
export function cohortName({ batch, tenure }: Pick<Cohort, "batch" | "tenure">, names: Names): string {
  return tenure ? names.tenure(tenure) : batch;
}

/** What an age is called: a class by its years, a batch by the year after handover. */
export function ageName(
  { age, tenure }: { readonly age: number; readonly tenure: TenureSpan | null },
  names: Names,
  yearWord: (year: number) => string,
): string {
  return tenure ? names.tenure(tenure) : yearWord(age);
}
