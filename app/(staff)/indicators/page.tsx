import { redirect } from "next/navigation";
import { IndicatorsScreen } from "../../indicators/indicators-screen.tsx";
import { pageTitle } from "../../language/page-title.ts";
import { ScreenWords } from "../../language/screen-words.tsx";
import { cellQueryOf, heatQueryOf } from "../../selection/indicator-query.ts";
import type { PageAddress } from "../../selection/page-address.ts";
import { loadSelection } from "../../selection/selection.ts";
import { askedByPhone } from "../../shell/asked-by-phone.ts";
import { Answered } from "../../trpc/answered.tsx";
import { mustBeSignedIn } from "../../trpc/me.ts";
import { pageAnswers, questions } from "../../trpc/server.ts";

export const generateMetadata = () => pageTitle("indicators");

export default async function IndicatorsPage({ searchParams }: PageAddress) {
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
    <ScreenWords of={["saved-views", "indicators", "improvements"]}>
      <Answered>
        <IndicatorsScreen home={me.homeUnit.id} phone={await askedByPhone()} />
      </Answered>
    </ScreenWords>
  );
}
