import { ImportsScreen } from "../../imports/imports-screen.tsx";
import { pageTitle } from "../../language/page-title.ts";
import { Answered } from "../../trpc/answered.tsx";
import { pageAnswers, questions } from "../../trpc/server.ts";

export const generateMetadata = () => pageTitle("imports");

export default async function ImportsPage() {
  await pageAnswers().prefetchQuery(questions.imports.list.queryOptions());
  return (
    <Answered>
      <ImportsScreen />
    </Answered>
  );
}
