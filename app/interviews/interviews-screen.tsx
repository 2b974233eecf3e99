"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Headset, ListChecks } from "lucide-react";
import { parseAsInteger, parseAsString, parseAsStringLiteral, useQueryStates } from "nuqs";
import { useEffect, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import type { OpenCase } from "#server/fieldwork/open-case.ts";
import type { WorklistRow } from "#server/fieldwork/worklist.ts";
import { Button } from "../components/button.tsx";
import { ChoiceChip } from "../components/choice-chip.tsx";
import { classNames } from "../components/class-names.ts";
import { FailureNotice } from "../components/failure-notice.tsx";
import { Notice } from "../components/notice.tsx";
import { Bone, Skeleton } from "../components/skeleton.tsx";
import { SwitchBar } from "../components/switch-bar.tsx";
import { useToast } from "../components/toaster.tsx";
import { formatMoment } from "../format.ts";
import { useNames } from "../language/use-names.ts";
import { useMe } from "../shell/me-context.tsx";
import { PageName } from "../shell/page-frame.tsx";
import { useTRPC, useTRPCClient } from "../trpc/client.tsx";
import { failureOf } from "../trpc/failure.ts";
import { CasePanel } from "./case-panel.tsx";
import { OutboxBar } from "./outbox-bar.tsx";
import { useOutbox } from "./use-outbox.ts";
import { WorklistPane } from "./worklist-pane.tsx";

const MODES = ["phone", "visit"] as const;
const LIST_MS = 30_000;
/** Homes one visits between two places with a line. */
const ROUND = 10;

/** Calls and visits: the list stays at the left while one home is asked at the right. */
export function InterviewsScreen() {
  const t = useTranslations("interviews");
  const names = useNames();
  const trpc = useTRPC();
  const client = useTRPCClient();
  const cache = useQueryClient();
  const toast = useToast();
  const me = useMe();
  const outbox = useOutbox(me.id);
  const [place, setPlace] = useQueryStates({
    wave: parseAsInteger,
    mode: parseAsStringLiteral(MODES).withDefault("phone"),
    home: parseAsString,
  });
  // homes opened while there was a line can be asked without one
  const opened = useRef(new Map<string, OpenCase>());
  const [open, setOpen] = useState<OpenCase>();
  const [taking, setTaking] = useState(false);
  const waves = useQuery({ ...trpc.interviews.waves.queryOptions(), refetchInterval: LIST_MS });
  const wave = waves.data?.find(({ id }) => id === place.wave) ?? waves.data?.[0];
  const list = useQuery({
    ...trpc.interviews.list.queryOptions({ waveId: wave?.id ?? 0 }),
    enabled: wave !== undefined,
    refetchInterval: LIST_MS,
  });
  const handed = new Set(outbox.shelf.queue.map(({ body }) => body.respondentKey));
  const rows = (list.data ?? []).filter(({ respondentKey }) => !handed.has(respondentKey));
  const take = useMutation(
    trpc.interviews.open.mutationOptions({
      // without a line it fails at once instead of waiting for one
      networkMode: "always",
      onSuccess: (found) => {
        opened.current.set(`${found.mode}/${found.respondentKey}`, found);
        setOpen(found);
      },
      onError: (error) => {
        toast(t(failureOf(error).code === "offline" ? "notOpenedOffline" : "notOpened"), "danger");
        void list.refetch();
      },
    }),
  );
  const { mutate } = take;

  useEffect(() => {
    if (place.home === null) {
      setOpen(undefined);
      return;
    }
    const known = opened.current.get(`${place.mode}/${place.home}`);
    if (known) setOpen(known);
    if (!known || navigator.onLine) mutate({ respondentKey: place.home, mode: place.mode });
  }, [place.home, place.mode]);

  /** Homes of a round of visits, opened while there is a line. */
  async function takeAlong() {
    setTaking(true);
    let count = 0;
    for (const { respondentKey } of rows.slice(0, ROUND)) {
      const found = await client.interviews.open
        .mutate({ respondentKey, mode: "visit" })
        .catch(() => undefined);
      if (found === undefined) continue;
      opened.current.set(`visit/${respondentKey}`, found);
      count++;
    }
    setTaking(false);
    toast(t("tookAlong", { count }));
  }

  function choose(row: WorklistRow | undefined) {
    void setPlace({ home: row?.respondentKey ?? null });
  }
  function done(next: boolean) {
    const key = place.home;
    if (key !== null) opened.current.delete(`${place.mode}/${key}`);
    const isAtHand = ({ respondentKey }: WorklistRow) =>
      outbox.online || opened.current.has(`${place.mode}/${respondentKey}`);
    choose(next ? rows.find((row) => row.respondentKey !== key && isAtHand(row)) : undefined);
    toast(t(outbox.online ? "saved" : "savedHere"));
    setTimeout(() => void cache.invalidateQueries(trpc.interviews.list.queryFilter()), 1_500);
  }

  if (waves.error && !waves.data)
    return (
      <main id="content" tabIndex={-1} className="grow outline-none">
        {failureOf(waves.error).code === "forbidden" ? (
          <Notice heading="h1" icon={Headset} title={t("notYours")}>
            {t("notYoursBody")}
          </Notice>
        ) : (
          <FailureNotice error={waves.error} onRetry={waves.refetch} />
        )}
      </main>
    );
  return (
    <div className="flex grow flex-col md:h-dvh md:grow-0 md:overflow-hidden">
      <OutboxBar outbox={outbox} />
      <header
        className={classNames(
          "flex min-h-[52px] shrink-0 flex-wrap items-center gap-x-2 gap-y-1.5 border-b border-line bg-surface px-4 py-2 md:px-6",
          place.home !== null && "max-md:hidden",
        )}
      >
        <PageName>{t("title")}</PageName>
        {wave && waves.data && (
          <ChoiceChip
            name={t("wave")}
            value={String(wave.id)}
            choices={waves.data.map((each) => ({ value: String(each.id), label: names.wave(each) }))}
            onChoose={(id) => void setPlace({ wave: Number(id), home: null })}
          />
        )}
        <SwitchBar
          label={t("mode")}
          value={place.mode}
          choices={MODES.map((mode) => ({ value: mode, label: t(`short_${mode}`) }))}
          onChoose={(mode) => void setPlace({ mode })}
        />
        {place.mode === "visit" && rows.length > 0 && (
          <Button size="small" disabled={taking || !outbox.online} onClick={() => void takeAlong()}>
            {t(taking ? "takingAlong" : "takeAlong", { count: Math.min(ROUND, rows.length) })}
          </Button>
        )}
        <span className="grow" />
        {wave && (
          <span className="text-13 text-ink-2">
            {t("day", { done: wave.doneToday, tried: wave.triedToday, until: wave.closesOn })}
          </span>
        )}
      </header>
      {wave && wave.quietUntil !== null && (
        <p role="status" className="shrink-0 border-b border-line bg-sunken px-4 py-2 text-13 md:px-6">
          {t("quietUntil", { time: formatMoment(wave.quietUntil) })}
        </p>
      )}
      <main
        id="content"
        tabIndex={-1}
        className="grid min-h-0 grow outline-none max-md:block md:grid-cols-[304px_minmax(0,1fr)] md:grid-rows-[minmax(0,1fr)]"
      >
        <div
          className={classNames(
            "flex min-h-0 flex-col border-r border-line bg-surface",
            place.home !== null && "max-md:hidden",
          )}
        >
          {place.home === null && <h1 className="sr-only md:hidden">{t("title")}</h1>}
          {waves.data && !wave ? (
            <Notice heading="h2" icon={Headset} title={t("noWave")}>
              {t("noWaveBody")}
            </Notice>
          ) : list.error && !list.data ? (
            <FailureNotice heading="h3" error={list.error} onRetry={list.refetch} />
          ) : !list.data ? (
            <Skeleton className="p-4">
              <Bone className="h-64 rounded-panel bg-line" />
            </Skeleton>
          ) : rows.length === 0 ? (
            <Notice heading="h2" icon={ListChecks} title={t("empty")}>
              {t("emptyBody")}
            </Notice>
          ) : (
            <WorklistPane rows={rows} chosen={place.home} most={open?.mostContacts ?? 3} onChoose={choose} />
          )}
        </div>
        <div className={classNames("flex min-h-0 min-w-0 flex-col", place.home === null && "max-md:hidden")}>
          {open && open.respondentKey === place.home ? (
            <CasePanel
              key={`${open.mode}/${open.respondentKey}`}
              open={open}
              outbox={outbox}
              onDone={done}
              onBack={() => choose(undefined)}
            />
          ) : take.isPending ? (
            <Skeleton className="p-5">
              <Bone className="h-24 rounded-panel bg-line" />
            </Skeleton>
          ) : (
            <Notice heading="h1" icon={Headset} title={t("pick")}>
              {t("pickBody")}
            </Notice>
          )}
        </div>
      </main>
    </div>
  );
}
