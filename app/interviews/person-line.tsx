"use client";

import { useMutation } from "@tanstack/react-query";
import { Eye, Phone } from "lucide-react";
import { useEffect, useState } from "react";
import { useTranslations } from "use-intl";
import type { OpenCase } from "#server/fieldwork/open-case.ts";
import type { RevealReason } from "#server/vault/reveal-for-call.ts";
import { Button } from "../components/button.tsx";
import { Icon } from "../components/glyph.tsx";
import { useToast } from "../components/toaster.tsx";
import { useTRPC } from "../trpc/client.tsx";
import { failureOf } from "../trpc/failure.ts";

const SHOWN_MS = 30_000;
const REASONS: readonly RevealReason[] = ["call", "visit", "verify"];

/** Whom one is about to ask: masked, opened for half a minute with a reason, every look logged and counted. */
export function PersonLine({ open }: { readonly open: OpenCase }) {
  const t = useTranslations("interviews");
  const trpc = useTRPC();
  const toast = useToast();
  const [asking, setAsking] = useState(false);
  const reveal = useMutation(
    trpc.interviews.reveal.mutationOptions({
      onSuccess: () => setAsking(false),
      onError: (error) => {
        const { code, details } = failureOf(error);
        if (details.reason === "quietHours") toast(t("quietNow", { hours: String(details.hours) }), "danger");
        else toast(t(code === "too_many_requests" ? "quotaGone" : "notRevealed"), "danger");
      },
    }),
  );
  const { data: person, reset } = reveal;
  useEffect(() => {
    if (!person) return;
    const timer = setTimeout(reset, SHOWN_MS);
    return () => clearTimeout(timer);
  }, [person, reset]);
  const left = person?.left ?? open.masked.left;
  return (
    <div className="flex flex-wrap items-center justify-end gap-x-3 gap-y-1 text-13">
      {person ? (
        <>
          <span>
            <b>{person.name ?? t("noName")}</b> {person.homeCode}
          </span>
          {person.phones.map((phone) => (
            <Button key={phone} asChild kind="primary">
              <a href={`tel:${phone}`}>
                <Icon of={Phone} />
                {phone}
              </a>
            </Button>
          ))}
          <span className="text-12 text-ink-3">{t("hidesSoon")}</span>
        </>
      ) : asking ? (
        <fieldset className="flex flex-wrap items-center gap-2">
          <legend className="sr-only">{t("whyReveal")}</legend>
          {REASONS.map((reason) => (
            <Button
              key={reason}
              size="small"
              disabled={reveal.isPending}
              onClick={() => reveal.mutate({ respondentKey: open.respondentKey, reason })}
            >
              {t(`reason_${reason}`)}
            </Button>
          ))}
          <Button size="small" kind="quiet" onClick={() => setAsking(false)}>
            {t("cancel")}
          </Button>
        </fieldset>
      ) : (
        <button
          type="button"
          onClick={() => setAsking(true)}
          className="target-44 inline-flex flex-wrap items-center justify-end gap-x-2 rounded-ctl px-2 py-1 hover:bg-sunken"
        >
          <span className="text-15">
            {open.masked.name ?? t("noName")} {open.masked.phones[0] ?? t("noPhone")}
          </span>
          <span className="inline-flex items-center gap-1 text-12 text-ink-3">
            <Icon of={Eye} size={14} />
            {t("reveal", { left })}
          </span>
        </button>
      )}
    </div>
  );
}
