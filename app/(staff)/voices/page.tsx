import { redirect } from "next/navigation";
import { pageTitle } from "../../language/page-title.ts";
import { ScreenWords } from "../../language/screen-words.tsx";
import type { PageAddress } from "../../selection/page-address.ts";
import { loadSelection } from "../../selection/selection.ts";
import { Answered } from "../../trpc/answered.tsx";
import { mustBeSignedIn } from "../../trpc/me.ts";
import { pageAnswers, questions } from "../../trpc/server.ts";
import { voicesQueryOf } from "../../voices/voices-query.ts";
import { VoicesScreen } from "../../voices/voices-screen.tsx";

export const generateMetadata = () => pageTitle("voices");

export default async function VoicesPage({ searchParams }: PageAddress) {
  const me = await mustBeSignedIn();
  if (!me.homeUnit) redirect("/");
  const selection = await loadSelection(searchParams);
  const query = voicesQueryOf(selection, me.homeUnit.id);
  const cache = pageAnswers();
  await Promise.all([
    cache.prefetchQuery(questions.voices.topics.queryOptions(query)),
    cache.prefetchQuery(questions.voices.quotes.queryOptions(query)),
    cache.prefetchQuery(questions.waves.list.queryOptions()),
  ]);
  return (
    <ScreenWords of={["voices"]}>
      <Answered>
        <VoicesScreen home={me.homeUnit.id} />
      </Answered>
    </ScreenWords>
  );
}
