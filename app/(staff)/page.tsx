import { redirect } from "next/navigation";
import { HomeScreen } from "../home/home-screen.tsx";
import { pageTitle } from "../language/page-title.ts";
import { ScreenWords } from "../language/screen-words.tsx";
import { indicatorQueryOf } from "../selection/indicator-query.ts";
import type { PageAddress } from "../selection/page-address.ts";
import { loadSelection } from "../selection/selection.ts";
import { NoUnit } from "../shell/no-unit.tsx";
import { sectionsFor } from "../shell/sections.ts";
import { Answered } from "../trpc/answered.tsx";
import { mustBeSignedIn } from "../trpc/me.ts";
import { pageAnswers, questions } from "../trpc/server.ts";

export const generateMetadata = () => pageTitle("homeOther");

export default async function HomePage({ searchParams }: PageAddress) {
  const me = await mustBeSignedIn();
  if (!me.homeUnit) {
    const first = sectionsFor(me).find((section) => section.capability !== "readings.read");
    return first ? redirect(first.path) : <NoUnit />;
  }
  const selection = await loadSelection(searchParams);
  const cache = pageAnswers();
  await Promise.all([
    cache.prefetchQuery(questions.indicators.home.queryOptions(indicatorQueryOf(selection, me.homeUnit.id))),
    cache.prefetchQuery(questions.waves.list.queryOptions()),
  ]);
  return (
    <ScreenWords of={["home-news"]}>
      <Answered>
        <HomeScreen home={me.homeUnit.id} />
      </Answered>
    </ScreenWords>
  );
}
