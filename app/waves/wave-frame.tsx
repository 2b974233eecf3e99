"use client";

import { useQuery } from "@tanstack/react-query";
import { usePathname } from "next/navigation";
import { type ReactNode, useEffect, useRef } from "react";
import { useTranslations } from "use-intl";
import type { WavePage } from "#server/waves/wave-page.ts";
import { classNames } from "../components/class-names.ts";
import { FailureNotice } from "../components/failure-notice.tsx";
import { ScreenLink } from "../components/screen-link.tsx";
import { Bone, Skeleton } from "../components/skeleton.tsx";
import { Stepper } from "../components/stepper.tsx";
import { useNames } from "../language/use-names.ts";
import { PageFrame, PageName } from "../shell/page-frame.tsx";
import { useTRPC } from "../trpc/client.tsx";
import { WAVE_TABS } from "./wave-tabs.ts";
import { WaveTag } from "./wave-tag.tsx";
import { WorkLine } from "./work/work-line.tsx";

const STEPS = ["draft", "locked", "field", "closed", "published"] as const;

/** Around every page of a wave: its name, how far it has come, and its pages. */
export function WaveFrame({ id, children }: { readonly id: number; readonly children: ReactNode }) {
  const t = useTranslations("wave");
  const trpc = useTRPC();
  const names = useNames();
  const { data, error, refetch } = useQuery(trpc.waves.one.queryOptions({ id }));
  return (
    <PageFrame
      bar={
        data ? (
          <>
            <PageName>{names.wave(data.wave)}</PageName>
            <WaveTag state={data.wave.state} />
            <span className="grow" />
            <Progress state={data.wave.state} />
          </>
        ) : (
          <ScreenLink
            href="/waves"
            className="target-44 inline-flex items-center text-13 text-accent hover:underline"
          >
            {t("back")}
          </ScreenLink>
        )
      }
    >
      {error && !data ? (
        <FailureNotice error={error} onRetry={refetch} />
      ) : data ? (
        <>
          <Tabs page={data} />
          {data.mayManage && <WorkLine id={id} />}
          {children}
        </>
      ) : (
        <Skeleton>
          <Bone className="h-7 w-72 bg-line" />
          <Bone className="mt-4 h-64 rounded-panel border border-line bg-surface" />
        </Skeleton>
      )}
    </PageFrame>
  );
}

function Progress({ state }: { readonly state: WavePage["wave"]["state"] }) {
  const t = useTranslations("wave");
  const place = STEPS.indexOf(state);
  return (
    <Stepper
      label={t("steps")}
      done={t("stepDone")}
      current={state === "published" ? STEPS.length : place}
      steps={STEPS.map((key) => ({ key, name: t(`step_${key}`) }))}
    />
  );
}

function Tabs({ page: { wave, mayManage } }: { readonly page: WavePage }) {
  const t = useTranslations("wave");
  const path = usePathname();
  const bar = useRef<HTMLElement>(null);
  // on a phone the bar is longer than the window; only the bar is moved, never the page
  useEffect(() => {
    const current = bar.current?.querySelector<HTMLElement>(`a[href="${path}"]`);
    if (bar.current && current)
      bar.current.scrollLeft = current.offsetLeft - (bar.current.clientWidth - current.offsetWidth) / 2;
  }, [path]);
  const shown = WAVE_TABS.filter((tab) => tab.isShown({ state: wave.state, origin: wave.origin, mayManage }));
  return (
    <nav
      ref={bar}
      aria-label={t("tabs")}
      className="scroll-quiet -mx-4 overflow-x-auto border-b border-line px-4 md:-mx-6 md:px-6 print:hidden"
    >
      <ul className="flex gap-5">
        <li>
          <ScreenLink
            href="/waves"
            className="target-44 inline-flex h-9 items-center text-13 whitespace-nowrap text-ink-3 hover:text-ink"
          >
            {t("back")}
          </ScreenLink>
        </li>
        {shown.map((tab) => {
          const href = tab.path === "" ? `/waves/${wave.id}` : `/waves/${wave.id}/${tab.path}`;
          const current = path === href;
          return (
            <li key={tab.key}>
              <ScreenLink
                href={href}
                aria-current={current ? "page" : undefined}
                className={classNames(
                  "target-44 -mb-px inline-flex h-9 items-center justify-center border-b-2 text-13 whitespace-nowrap",
                  current
                    ? "border-accent font-semibold text-accent"
                    : "border-transparent text-ink-2 hover:text-ink",
                )}
              >
                {t(`tab_${tab.key}`)}
              </ScreenLink>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}
