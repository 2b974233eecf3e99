import { pageTitle } from "../../language/page-title.ts";
import { ScreenWords } from "../../language/screen-words.tsx";
import { Answered } from "../../trpc/answered.tsx";
import { pageAnswers, questions } from "../../trpc/server.ts";
import { WavesScreen } from "../../waves/waves-screen.tsx";

export const generateMetadata = () => pageTitle("waves");

export default async function WavesPage() {
  await pageAnswers().prefetchQuery(questions.waves.rows.queryOptions());
  return (
    <ScreenWords of={["waves"]}>
      <Answered>
        <WavesScreen />
      </Answered>
    </ScreenWords>
  );
}
