import { pageTitle } from "../../language/page-title.ts";
import { ScreenWords } from "../../language/screen-words.tsx";
import { PeopleScreen } from "../../people/people-screen.tsx";
import { Answered } from "../../trpc/answered.tsx";
import { pageAnswers, questions } from "../../trpc/server.ts";

export const generateMetadata = () => pageTitle("people");

export default async function PeoplePage() {
  await pageAnswers().prefetchQuery(questions.people.list.queryOptions());
  return (
    <ScreenWords of={["people"]}>
      <Answered>
        <PeopleScreen />
      </Answered>
    </ScreenWords>
  );
}
