import { notFound } from "next/navigation";
import { pageTitle } from "../../../../language/page-title.ts";
import { ScreenWords } from "../../../../language/screen-words.tsx";
import { MethodScreen } from "../../../../waves/method/method-screen.tsx";
import { waveNumber } from "../../../../waves/wave-number.ts";

export const generateMetadata = () => pageTitle("waves");

export default async function WaveMethodPage({
  params,
}: {
  readonly params: Promise<{ readonly id: string }>;
}) {
  const id = waveNumber((await params).id);
  if (id === undefined) notFound();
  return (
    <ScreenWords of={["method", "monitor", "quality"]}>
      <MethodScreen id={id} />
    </ScreenWords>
  );
}
