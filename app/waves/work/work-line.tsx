"use client";

import { LoaderCircle, TriangleAlert } from "lucide-react";
import { useEffect, useState } from "react";
import { useTranslations } from "use-intl";
import type { WaveWork } from "#server/waves/work/wave-work.ts";
import { Icon } from "../../components/glyph.tsx";
import { formatCount } from "../../format.ts";
import { useWaveWork } from "./use-wave-work.ts";

const OLD_MS = 3_600_000;

/** Over the pages of a wave: what is being done with it right now, since when, and what went wrong with it last. */
export function WorkLine({ id }: { readonly id: number }) {
  const t = useTranslations("wave");
  const { work } = useWaveWork(id);
  const [opened] = useState(() => Date.now());
  if (!work || work.state === "done") return null;
  // what failed long ago is history, and no longer a warning
  if (work.state !== "running" && opened - Date.parse(work.finishedAt ?? work.startedAt) > OLD_MS)
    return null;
  if (work.state === "running") return <Running work={work} />;
  return (
    <p
      role="alert"
      className="flex items-center gap-2 rounded-panel border border-danger-line bg-danger-soft px-4 py-2.5 text-13 text-danger"
    >
      <Icon of={TriangleAlert} />
      {t("workFailed", { work: t(`work_${work.kind}`) })} {t(reasonOf(work))}
    </p>
  );
}

function reasonOf(work: WaveWork) {
  if (work.state === "lost") return "workLost";
  if (work.failure?.code === "conflict") return "refusedConflict";
  if (work.failure?.code === "empty_strata") return "refusedEmptyStrata";
  return work.failure?.code === "forbidden" ? "refusedForbidden" : "workUnchanged";
}

function Running({ work }: { readonly work: WaveWork }) {
  const t = useTranslations("wave");
  const [now, setNow] = useState<number>();
  useEffect(() => {
    setNow(Date.now());
    const timer = setInterval(() => setNow(Date.now()), 1_000);
    return () => clearInterval(timer);
  }, []);
  const seconds = now === undefined ? 0 : Math.max(0, Math.round((now - Date.parse(work.startedAt)) / 1_000));
  return (
    <p
      role="status"
      className="flex flex-wrap items-center gap-2 rounded-panel border border-accent-line bg-accent-soft px-4 py-2.5 text-13 text-accent"
    >
      <Icon of={LoaderCircle} className="animate-spin" />
      <b>{t(`work_${work.kind}`)}</b>
      <span>{t(`stage_${work.stage}`)}</span>
      <span className="text-ink-2" aria-hidden="true">
        {t("workSince", { seconds: formatCount(seconds) })}
      </span>
      <span className="text-ink-2">{t("workLeave")}</span>
    </p>
  );
}
