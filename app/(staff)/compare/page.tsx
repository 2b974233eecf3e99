import { redirect } from "next/navigation";
import { CompareScreen } from "../../compare/compare-screen.tsx";
import { loadCompareSelection, unitsQueryOf } from "../../compare/compare-selection.ts";
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
  const query = unitsQueryOf(
    await loadSelection(searchParams),
    await loadCompareSelection(searchParams),
    me.homeUnit.id,
  );
  const cache = pageAnswers();
  await Promise.all([
    cache.prefetchQuery(questions.compare.units.queryOptions(query)),
    cache.prefetchQuery(questions.waves.list.queryOptions()),
  ]);
  return (
    <ScreenWords of={["compare"]}>
      <Answered>
        <CompareScreen home={me.homeUnit.id} />
      </Answered>
    </ScreenWords>
  );
}
