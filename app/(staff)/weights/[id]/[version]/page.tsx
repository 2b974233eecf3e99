import { notFound, redirect } from "next/navigation";
import { pageTitle } from "../../../../language/page-title.ts";
import { ScreenWords } from "../../../../language/screen-words.tsx";
import { Answered } from "../../../../trpc/answered.tsx";
import { mustBeSignedIn } from "../../../../trpc/me.ts";
import { pageAnswers, questions } from "../../../../trpc/server.ts";
import { WorkbenchScreen } from "../../../../weights/workbench-screen.tsx";

export const generateMetadata = () => pageTitle("weights");

type Address = { readonly params: Promise<{ readonly id: string; readonly version: string }> };

export default async function WorkbenchPage({ params }: Address) {
  const me = await mustBeSignedIn();
  if (!me.homeUnit) redirect("/weights");
  const { id, version: written } = await params;
  const version = Number(written);
  if (!Number.isInteger(version) || version < 1) notFound();
  await pageAnswers().prefetchQuery(questions.definitionDrafts.show.queryOptions({ id, version }));
  return (
    <ScreenWords of={["weights"]}>
      <Answered>
        <WorkbenchScreen id={id} version={version} home={me.homeUnit.id} />
      </Answered>
    </ScreenWords>
  );
}
