import { notFound } from "next/navigation";
import { pageTitle } from "../../../../language/page-title.ts";
import { ScreenWords } from "../../../../language/screen-words.tsx";
import { loadSelection } from "../../../../selection/selection.ts";
import { Answered } from "../../../../trpc/answered.tsx";
import { mustBeSignedIn } from "../../../../trpc/me.ts";
import { pageAnswers, questions } from "../../../../trpc/server.ts";
import { MonitorScreen } from "../../../../waves/monitor/monitor-screen.tsx";
import { waveNumber } from "../../../../waves/wave-number.ts";

export const generateMetadata = () => pageTitle("waves");

type Address = {
  readonly params: Promise<{ readonly id: string }>;
  readonly searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export default async function MonitorPage({ params, searchParams }: Address) {
  const wave = waveNumber((await params).id);
  if (wave === undefined) notFound();
  await mustBeSignedIn();
  const { unit, mode } = await loadSelection(searchParams);
  await pageAnswers().prefetchQuery(
    questions.monitor.view.queryOptions({
      waveId: wave,
      unitId: unit ?? undefined,
      mode: mode ?? undefined,
    }),
  );
  return (
    <Answered>
      <ScreenWords of={["monitor", "quality"]}>
        <MonitorScreen wave={wave} />
      </ScreenWords>
    </Answered>
  );
}
