import { redirect } from "next/navigation";
import { CompareScreen } from "../../compare/compare-screen.tsx";
import {
  changesQueryOf,
  cohortsQueryOf,
  loadCompareSelection,
  unitsQueryOf,
} from "../../compare/compare-selection.ts";
import { pageTitle } from "../../language/page-title.ts";
import { ScreenWords } from "../../language/screen-words.tsx";
import type { PageAddress } from "../../selection/page-address.ts";
import { loadSelection } from "../../selection/selection.ts";
import { Answered } from "../../trpc/answered.tsx";
import { mustBeSignedIn } from "../../trpc/me.ts";
import { pageAnswers, questions } from "../../trpc/server.ts";

export const generateMetadata = () => pageTitle("compare");

export default async function ComparePage({ searchParams }: PageAddress) {
  const me = await mustBeSignedIn();
  if (!me.homeUnit) redirect("/");
  const [selection, own] = await Promise.all([
    loadSelection(searchParams),
    loadCompareSelection(searchParams),
  ]);
  const cache = pageAnswers();
  const { compare } = questions;
  const home = me.homeUnit.id;
  await Promise.all([
    ...(own.age === "cohort"
      ? [cache.prefetchQuery(compare.cohorts.queryOptions(cohortsQueryOf(selection, own, home)))]
      : [
          cache.prefetchQuery(compare.units.queryOptions(unitsQueryOf(selection, own, home))),
          cache.prefetchQuery(compare.changes.queryOptions(changesQueryOf(selection, own, home))),
        ]),
    cache.prefetchQuery(questions.waves.list.queryOptions()),
  ]);
  return (
    <ScreenWords of={["saved-views", "compare", "gains"]}>
      <Answered>
        <CompareScreen home={me.homeUnit.id} />
      </Answered>
    </ScreenWords>
  );
}
