import { notFound } from "next/navigation";
import { pageTitle } from "../../../../language/page-title.ts";
import { CloseScreen } from "../../../../waves/close/close-screen.tsx";
import { waveNumber } from "../../../../waves/wave-number.ts";

export const generateMetadata = () => pageTitle("waves");

export default async function WaveClosePage({
  params,
}: {
  readonly params: Promise<{ readonly id: string }>;
}) {
  const id = waveNumber((await params).id);
  if (id === undefined) notFound();
  return <CloseScreen id={id} />;
}
