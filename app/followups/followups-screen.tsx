"use client";

import { useQuery } from "@tanstack/react-query";
import { HeartHandshake } from "lucide-react";
import { parseAsBoolean, useQueryState } from "nuqs";
import { useState } from "react";
import { useTranslations } from "use-intl";
import type { FollowupRow } from "#server/followups/list-followups.ts";
import { Button } from "../components/button.tsx";
import { ListFrame } from "../components/list-frame.tsx";
import { Notice } from "../components/notice.tsx";
import { SwitchBar } from "../components/switch-bar.tsx";
import { PageFrame, PageName } from "../shell/page-frame.tsx";
import { useTRPC } from "../trpc/client.tsx";
import { failureOf } from "../trpc/failure.ts";
import { FollowupCard } from "./followup-card.tsx";

const LIST_MS = 30_000;

/** So many cards are some screens long on a phone. */
const AT_ONCE = 20;

/** The cards, some at a time. */
function Cards({ rows }: { readonly rows: readonly FollowupRow[] }) {
  const t = useTranslations("followups");
  const [most, setMost] = useState(AT_ONCE);
  const left = rows.length - most;
  return (
    <>
      <ul className="flex flex-col gap-3">
        {rows.slice(0, most).map((row) => (
          <FollowupCard key={row.responseId} row={row} />
        ))}
      </ul>
      {left > 0 && (
        <Button className="self-center" onClick={() => setMost(most + AT_ONCE)}>
          {t("more", { n: Math.min(AT_ONCE, left) })}
        </Button>
      )}
    </>
  );
}

/** Answers whose owners said that customer service may see them and call: what waits, and what was handled. */
export function FollowupsScreen() {
  const t = useTranslations("followups");
  const trpc = useTRPC();
  const [handled, setHandled] = useQueryState("handled", parseAsBoolean.withDefault(false));
  const { data, error, refetch } = useQuery({
    ...trpc.followups.list.queryOptions({ handled }),
    refetchInterval: LIST_MS,
  });
  const bar = (
    <>
      <PageName>{t("title")}</PageName>
      <SwitchBar
        label={t("which")}
        value={handled ? "handled" : "waiting"}
        choices={(["waiting", "handled"] as const).map((value) => ({ value, label: t(value) }))}
        onChoose={(value) => void setHandled(value === "handled")}
      />
    </>
  );
  if (error && !data && failureOf(error).code === "forbidden")
    return (
      <PageFrame bar={<PageName>{t("title")}</PageName>}>
        <Notice heading="h1" icon={HeartHandshake} title={t("notYours")}>
          {t("notYoursBody")}
        </Notice>
      </PageFrame>
    );
  return (
    <PageFrame bar={bar}>
      <ListFrame
        list={data}
        error={error}
        onRetry={refetch}
        isEmpty={({ length }) => length === 0}
        empty={{ icon: HeartHandshake, title: t(handled ? "noneHandled" : "none"), body: t("noneBody") }}
      >
        {(rows) => (
          <>
            <h1 className="text-20 font-semibold">
              {t(handled ? "findingHandled" : "finding", { n: rows[0]?.total ?? 0 })}
            </h1>
            {(rows[0]?.total ?? 0) > rows.length && (
              <p className="text-13 text-ink-2">{t("first", { n: rows.length })}</p>
            )}
            <p className="text-13 text-ink-2">{t("note")}</p>
            <Cards key={String(handled)} rows={rows} />
          </>
        )}
      </ListFrame>
    </PageFrame>
  );
}
