import { notFound } from "next/navigation";
import { pageTitle } from "../../../../language/page-title.ts";
import { ScreenWords } from "../../../../language/screen-words.tsx";
import { mustBeSignedIn } from "../../../../trpc/me.ts";
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
  return (
    <ScreenWords of={["invitations"]}>
      <InvitationsScreen wave={wave} />
    </ScreenWords>
  );
}
