import { redirect } from "next/navigation";
import { ExploreScreen } from "../../explore/explore-screen.tsx";
import { crosstabQueryOf, loadExplore } from "../../explore/explore-selection.ts";
import { pageTitle } from "../../language/page-title.ts";
import { ScreenWords } from "../../language/screen-words.tsx";
import type { PageAddress } from "../../selection/page-address.ts";
import { Answered } from "../../trpc/answered.tsx";
import { mustBeSignedIn } from "../../trpc/me.ts";
import { pageAnswers, questions } from "../../trpc/server.ts";

export const generateMetadata = () => pageTitle("explore");

export default async function ExplorePage({ searchParams }: PageAddress) {
  const me = await mustBeSignedIn();
  if (!me.homeUnit) redirect("/");
  const query = crosstabQueryOf(await loadExplore(searchParams), me.homeUnit.id);
  const cache = pageAnswers();
  await Promise.all([
    cache.prefetchQuery(questions.explore.crosstab.queryOptions(query)),
    cache.prefetchQuery(questions.waves.list.queryOptions()),
  ]);
  return (
    <ScreenWords of={["explore", "saved-views"]}>
      <Answered>
        <ExploreScreen home={me.homeUnit.id} />
      </Answered>
    </ScreenWords>
  );
}
