import { notFound } from "next/navigation";
import { pageTitle } from "../../../../language/page-title.ts";
import { ScreenWords } from "../../../../language/screen-words.tsx";
import { StudioScreen } from "../../../../questionnaires/studio-screen.tsx";
import { Answered } from "../../../../trpc/answered.tsx";
import { pageAnswers, questions } from "../../../../trpc/server.ts";

export const generateMetadata = () => pageTitle("questionnaires");

export default async function StudioPage({
  params,
}: {
  readonly params: Promise<{ readonly id: string; readonly version: string }>;
}) {
  const { id, version: word } = await params;
  const version = Number(word);
  if (!Number.isInteger(version) || version < 1) notFound();
  await Promise.all([
    pageAnswers().prefetchQuery(questions.questionnaires.show.queryOptions({ id, version })),
    pageAnswers().prefetchQuery(questions.questionnaires.list.queryOptions()),
  ]);
  return (
    <ScreenWords of={["studio"]}>
      <Answered>
        <StudioScreen id={id} version={version} />
      </Answered>
    </ScreenWords>
  );
}
