import { notFound } from "next/navigation";
import { CertificateScreen } from "../../../erasures/certificate-screen.tsx";
import { pageTitle } from "../../../language/page-title.ts";
import { ScreenWords } from "../../../language/screen-words.tsx";
import { Answered } from "../../../trpc/answered.tsx";
import { mustBeSignedIn } from "../../../trpc/me.ts";

export const generateMetadata = () => pageTitle("erasures");

export default async function CertificatePage({
  params,
}: {
  readonly params: Promise<{ readonly id: string }>;
}) {
  const id = Number((await params).id);
  if (!Number.isInteger(id) || id < 1) notFound();
  await mustBeSignedIn();
  return (
    <Answered>
      <ScreenWords of={["erasures"]}>
        <CertificateScreen id={id} />
      </ScreenWords>
    </Answered>
  );
}
