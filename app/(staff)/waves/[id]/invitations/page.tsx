import { notFound } from "next/navigation";
import { pageTitle } from "../../../../language/page-title.ts";
import { ScreenWords } from "../../../../language/screen-words.tsx";
import { Answered } from "../../../../trpc/answered.tsx";
import { mustBeSignedIn } from "../../../../trpc/me.ts";
import { pageAnswers, questions } from "../../../../trpc/server.ts";
import { InvitationsScreen } from "../../../../waves/invitations/invitations-screen.tsx";
import { waveNumber } from "../../../../waves/wave-number.ts";

export const generateMetadata = () => pageTitle("waves");

export default async function InvitationsPage({
  params,
}: {
  readonly params: Promise<{ readonly id: string }>;
}) {
  const wave = waveNumber((await params).id);
  if (wave === undefined) notFound();
  await mustBeSignedIn();
  await pageAnswers().prefetchQuery(questions.mailings.list.queryOptions({ waveId: wave }));
  return (
    <Answered>
      <ScreenWords of={["invitations"]}>
        <InvitationsScreen wave={wave} />
      </ScreenWords>
    </Answered>
  );
}
