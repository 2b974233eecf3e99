import { pageTitle } from "../../language/page-title.ts";
import { ScreenWords } from "../../language/screen-words.tsx";
import { QuestionnairesScreen } from "../../questionnaires/questionnaires-screen.tsx";
import { Answered } from "../../trpc/answered.tsx";
import { pageAnswers, questions } from "../../trpc/server.ts";

export const generateMetadata = () => pageTitle("questionnaires");

export default async function QuestionnairesPage() {
  await pageAnswers().prefetchQuery(questions.questionnaires.list.queryOptions());
  return (
    <ScreenWords of={["studio"]}>
      <Answered>
        <QuestionnairesScreen />
      </Answered>
    </ScreenWords>
  );
}
