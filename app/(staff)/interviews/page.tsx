import { InterviewsScreen } from "../../interviews/interviews-screen.tsx";
import { pageTitle } from "../../language/page-title.ts";
import { ScreenWords } from "../../language/screen-words.tsx";
import { Answered } from "../../trpc/answered.tsx";
import { pageAnswers, questions } from "../../trpc/server.ts";

export const generateMetadata = () => pageTitle("interviews");

export default async function InterviewsPage() {
  await pageAnswers().prefetchQuery(questions.interviews.waves.queryOptions());
  return (
    <ScreenWords of={["interviews"]}>
      <Answered>
        <InterviewsScreen />
      </Answered>
    </ScreenWords>
  );
}
