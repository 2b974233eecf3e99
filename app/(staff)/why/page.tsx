import { redirect } from "next/navigation";
import { pageTitle } from "../../language/page-title.ts";
import { ScreenWords } from "../../language/screen-words.tsx";
import type { PageAddress } from "../../selection/page-address.ts";
import { loadSelection } from "../../selection/selection.ts";
import { Answered } from "../../trpc/answered.tsx";
import { mustBeSignedIn } from "../../trpc/me.ts";
import { pageAnswers, questions } from "../../trpc/server.ts";
import { changeQueryOf, driversQueryOf } from "../../why/why-query.ts";
import { WhyScreen } from "../../why/why-screen.tsx";

export const generateMetadata = () => pageTitle("why");

export default async function WhyPage({ searchParams }: PageAddress) {
  const me = await mustBeSignedIn();
  if (!me.homeUnit) redirect("/");
  const selection = await loadSelection(searchParams);
  const home = me.homeUnit.id;
  const cache = pageAnswers();
  await Promise.all([
    cache.prefetchQuery(questions.why.change.queryOptions(changeQueryOf(selection, home))),
    cache.prefetchQuery(questions.why.drivers.queryOptions(driversQueryOf(selection, home))),
    cache.prefetchQuery(questions.why.reliability.queryOptions(driversQueryOf(selection, home))),
    cache.prefetchQuery(questions.why.priorities.queryOptions(driversQueryOf(selection, home))),
    cache.prefetchQuery(questions.improvements.list.queryOptions({ unit: selection.unit ?? home })),
    cache.prefetchQuery(questions.waves.list.queryOptions()),
  ]);
  return (
    <ScreenWords of={["why", "reliability", "improvements"]}>
      <Answered>
        <WhyScreen home={home} />
      </Answered>
    </ScreenWords>
  );
}
