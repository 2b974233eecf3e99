"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { useTranslations } from "use-intl";
import type { FollowupOutcome } from "#server/followups/handle-followup.ts";
import type { FollowupRow } from "#server/followups/list-followups.ts";
import type { FollowupReason } from "#server/vault/reveal-for-followup.ts";
import { Button } from "../components/button.tsx";
import { Tag } from "../components/tag.tsx";
import { useToast } from "../components/toaster.tsx";
import { formatMoment } from "../format.ts";
import { useNames } from "../language/use-names.ts";
import { useTRPC } from "../trpc/client.tsx";
import { failureOf } from "../trpc/failure.ts";
import { PersonPanel } from "./person-panel.tsx";
import { SaidList } from "./said-list.tsx";

const REASONS: readonly FollowupReason[] = ["call", "arrange", "reply"];
const OUTCOMES: readonly FollowupOutcome[] = ["settled", "passed-on", "not-reached", "not-wanted"];

/** Names and numbers stay in sight for as long as a call takes, then hide. */
const SHOWN_MS = 10 * 60_000;

/** One answer to follow up: what it is about; who it is, once a reason is given; what came of it. */
export function FollowupCard({ row }: { readonly row: FollowupRow }) {
  const t = useTranslations("followups");
  const names = useNames();
  const trpc = useTRPC();
  const cache = useQueryClient();
  const toast = useToast();
  const [asking, setAsking] = useState(false);
  const refresh = () => void cache.invalidateQueries(trpc.followups.list.queryFilter());
  const onError = (error: unknown) => {
    const { code, details } = failureOf(error);
    if (details.reason === "quietHours") toast(t("quietNow", { hours: String(details.hours) }), "danger");
    else
      toast(
        t(code === "not_found" ? "gone" : code === "too_many_requests" ? "quotaGone" : "refused"),
        "danger",
      );
    if (code === "not_found") refresh();
  };
  const open = useMutation(
    trpc.followups.open.mutationOptions({ onSuccess: () => setAsking(false), onError }),
  );
  const handle = useMutation(trpc.followups.handle.mutationOptions({ onSuccess: refresh, onError }));
  const { data: person, reset } = open;
  useEffect(() => {
    if (!person) return;
    const timer = setTimeout(reset, SHOWN_MS);
    return () => clearTimeout(timer);
  }, [person, reset]);
  const { responseId, outcome } = row;
  const mayHandle = outcome === null && (person !== undefined || row.openedAt !== null);
  return (
    <li className="min-w-0 rounded-panel border border-line bg-surface px-4 py-3 text-13">
      <div className="flex flex-wrap items-baseline gap-x-3 gap-y-1">
        <h2 className="text-15 font-semibold">{names.project(row)}</h2>
        <span className="text-ink-2">{names.wave(row.wave)}</span>
        <span className="text-ink-3">{t("answered", { time: formatMoment(row.submittedAt) })}</span>
        {row.openedAt !== null && outcome === null && (
          <Tag tone="current">
            {t("openedBy", { who: row.openedBy ?? "", time: formatMoment(row.openedAt) })}
          </Tag>
        )}
        {outcome !== null && <Tag tone="good">{t(`outcome_${outcome}`)}</Tag>}
        {row.handledAt !== null && (
          <span className="text-ink-3">
            {t("handledBy", { who: row.handledBy ?? "", time: formatMoment(row.handledAt) })}
          </span>
        )}
      </div>
      {person ? (
        <PersonPanel person={person} />
      ) : row.about.length > 0 ? (
        <SaidList said={row.about} />
      ) : (
        <p className="mt-2 text-ink-2">{t("nothingSaid")}</p>
      )}
      <div className="mt-3 flex flex-wrap items-center gap-2">
        {asking ? (
          <fieldset className="flex flex-wrap items-center gap-2">
            <legend className="float-left pr-1 text-ink-2">{t("why")}</legend>
            {REASONS.map((reason) => (
              <Button
                key={reason}
                size="small"
                disabled={open.isPending}
                onClick={() => open.mutate({ responseId, reason })}
              >
                {t(`reason_${reason}`)}
              </Button>
            ))}
            <Button size="small" kind="quiet" onClick={() => setAsking(false)}>
              {t("cancel")}
            </Button>
          </fieldset>
        ) : person ? (
          <Button
            size="small"
            kind="quiet"
            onClick={() => {
              reset();
              refresh();
            }}
          >
            {t("hide")}
          </Button>
        ) : (
          outcome === null && (
            <Button size="small" onClick={() => setAsking(true)}>
              {t("open")}
            </Button>
          )
        )}
        {mayHandle &&
          OUTCOMES.map((each) => (
            <Button
              key={each}
              size="small"
              disabled={handle.isPending}
              onClick={() => handle.mutate({ responseId, outcome: each })}
            >
              {t(`outcome_${each}`)}
            </Button>
          ))}
        {outcome !== null && outcome !== "not-wanted" && (
          <Button
            size="small"
            kind="quiet"
            disabled={handle.isPending}
            onClick={() => handle.mutate({ responseId })}
          >
            {t("takeBack")}
          </Button>
        )}
      </div>
    </li>
  );
}
