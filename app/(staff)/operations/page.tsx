import { redirect } from "next/navigation";
import { pageTitle } from "../../language/page-title.ts";
import { ScreenWords } from "../../language/screen-words.tsx";
import { operationsQueryOf } from "../../operations/operations-query.ts";
import { OperationsScreen } from "../../operations/operations-screen.tsx";
import type { PageAddress } from "../../selection/page-address.ts";
import { loadSelection } from "../../selection/selection.ts";
import { Answered } from "../../trpc/answered.tsx";
import { mustBeSignedIn } from "../../trpc/me.ts";
import { pageAnswers, questions } from "../../trpc/server.ts";

export const generateMetadata = () => pageTitle("operations");

export default async function OperationsPage({ searchParams }: PageAddress) {
  const me = await mustBeSignedIn();
  if (!me.homeUnit) redirect("/");
  const selection = await loadSelection(searchParams);
  const cache = pageAnswers();
  await Promise.all([
    cache.prefetchQuery(
      questions.operations.beside.queryOptions(operationsQueryOf(selection, me.homeUnit.id)),
    ),
    cache.prefetchQuery(questions.waves.list.queryOptions()),
  ]);
  return (
    <ScreenWords of={["operations", "why", "improvements"]}>
      <Answered>
        <OperationsScreen home={me.homeUnit.id} />
      </Answered>
    </ScreenWords>
  );
}
