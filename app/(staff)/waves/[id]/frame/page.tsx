import { notFound } from "next/navigation";
import { pageTitle } from "../../../../language/page-title.ts";
import { FrameScreen } from "../../../../waves/frame/frame-screen.tsx";
import { waveNumber } from "../../../../waves/wave-number.ts";

export const generateMetadata = () => pageTitle("waves");

export default async function WaveFramePage({
  params,
}: {
  readonly params: Promise<{ readonly id: string }>;
}) {
  const id = waveNumber((await params).id);
  if (id === undefined) notFound();
  return <FrameScreen id={id} />;
}
