import { redirect } from "next/navigation";
import { ExplorerScreen } from "../../explorer/explorer-screen.tsx";
import { pageTitle } from "../../language/page-title.ts";
import { cellQueryOf, heatQueryOf } from "../../selection/indicator-query.ts";
import type { PageAddress } from "../../selection/page-address.ts";
import { loadSelection } from "../../selection/selection.ts";
import { Answered } from "../../trpc/answered.tsx";
import { mustBeSignedIn } from "../../trpc/me.ts";
import { pageAnswers, questions } from "../../trpc/server.ts";

export const generateMetadata = () => pageTitle("explore");

export default async function ExplorePage({ searchParams }: PageAddress) {
  const me = await mustBeSignedIn();
  if (!me.homeUnit) redirect("/");
  const selection = await loadSelection(searchParams);
  const cell = cellQueryOf(selection, me.homeUnit.id);
  const cache = pageAnswers();
  await Promise.all([
    cache.prefetchQuery(questions.indicators.heat.queryOptions(heatQueryOf(selection, me.homeUnit.id))),
    cache.prefetchQuery(questions.waves.list.queryOptions()),
    cell && cache.prefetchQuery(questions.indicators.cell.queryOptions(cell)),
  ]);
  return (
    <Answered>
      <ExplorerScreen home={me.homeUnit.id} />
    </Answered>
  );
}
