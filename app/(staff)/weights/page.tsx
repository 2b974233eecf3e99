import { pageTitle } from "../../language/page-title.ts";
import { ScreenWords } from "../../language/screen-words.tsx";
import { Answered } from "../../trpc/answered.tsx";
import { pageAnswers, questions } from "../../trpc/server.ts";
import { VersionsScreen } from "../../weights/versions-screen.tsx";

export const generateMetadata = () => pageTitle("weights");

export default async function WeightsPage() {
  await pageAnswers().prefetchQuery(questions.definitionDrafts.list.queryOptions());
  return (
    <ScreenWords of={["weights", "targets"]}>
      <Answered>
        <VersionsScreen />
      </Answered>
    </ScreenWords>
  );
}
