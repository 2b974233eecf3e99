import { pageTitle } from "../../language/page-title.ts";
import { Answered } from "../../trpc/answered.tsx";
import { pageAnswers, questions } from "../../trpc/server.ts";
import { WavesScreen } from "../../waves/waves-screen.tsx";

export const generateMetadata = () => pageTitle("waves");

export default async function WavesPage() {
  await pageAnswers().prefetchQuery(questions.waves.list.queryOptions());
  return (
    <Answered>
      <WavesScreen />
    </Answered>
  );
}
