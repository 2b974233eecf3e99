import { pageTitle } from "../../../language/page-title.ts";
import { ScreenWords } from "../../../language/screen-words.tsx";
import { TargetsScreen } from "../../../targets/targets-screen.tsx";
import { Answered } from "../../../trpc/answered.tsx";
import { pageAnswers, questions } from "../../../trpc/server.ts";

export const generateMetadata = () => pageTitle("weights");

export default async function TargetsPage() {
  await pageAnswers().prefetchQuery(questions.targets.list.queryOptions({}));
  return (
    <ScreenWords of={["targets"]}>
      <Answered>
        <TargetsScreen />
      </Answered>
    </ScreenWords>
  );
}
