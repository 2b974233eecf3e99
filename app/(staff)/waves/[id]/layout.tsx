import { notFound } from "next/navigation";
import type { ReactNode } from "react";
import { ScreenWords } from "../../../language/screen-words.tsx";
import { Answered } from "../../../trpc/answered.tsx";
import { pageAnswers, questions } from "../../../trpc/server.ts";
import { WaveFrame } from "../../../waves/wave-frame.tsx";
import { waveNumber } from "../../../waves/wave-number.ts";

export default async function WaveLayout({
  params,
  children,
}: {
  readonly params: Promise<{ readonly id: string }>;
  readonly children: ReactNode;
}) {
  const id = waveNumber((await params).id);
  if (id === undefined) notFound();
  await pageAnswers().prefetchQuery(questions.waves.one.queryOptions({ id }));
  return (
    <ScreenWords of={["wave"]}>
      <Answered>
        <WaveFrame id={id}>{children}</WaveFrame>
      </Answered>
    </ScreenWords>
  );
}
