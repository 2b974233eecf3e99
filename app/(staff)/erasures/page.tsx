import { ErasuresScreen } from "../../erasures/erasures-screen.tsx";
import { pageTitle } from "../../language/page-title.ts";
import { ScreenWords } from "../../language/screen-words.tsx";
import { Answered } from "../../trpc/answered.tsx";
import { mustBeSignedIn } from "../../trpc/me.ts";
import { pageAnswers, questions } from "../../trpc/server.ts";

export const generateMetadata = () => pageTitle("erasures");

export default async function ErasuresPage() {
  await mustBeSignedIn();
  await Promise.all([
    pageAnswers().prefetchQuery(questions.erasures.list.queryOptions()),
    pageAnswers().prefetchQuery(questions.erasures.plan.queryOptions()),
  ]);
  return (
    <Answered>
      <ScreenWords of={["erasures"]}>
        <ErasuresScreen />
      </ScreenWords>
    </Answered>
  );
}
