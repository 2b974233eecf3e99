"use client";

import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useTranslations } from "use-intl";
import { Button } from "../../components/button.tsx";
import { TextField } from "../../components/text-field.tsx";
import { useToast } from "../../components/toaster.tsx";
import { useTRPC } from "../../trpc/client.tsx";
import type { Verdict } from "./shown-quality.ts";
import { useQualityChange } from "./use-quality-change.ts";

const REASONS: Readonly<
  Record<
    Verdict,
    readonly ("called" | "listened" | "plausible" | "unsure" | "notOwner" | "denied" | "steered")[]
  >
> = {
  keep: ["called", "listened", "plausible"],
  flag: ["unsure", "listened"],
  void: ["denied", "notOwner", "steered"],
};

/** The reason of a verdict: a usual one at a press, or words of one's own. Enter decides. */
export function VerdictForm({
  responseIds,
  verdict,
  onCancel,
  onDone,
}: {
  /** One answer, or several that are judged alike. */
  readonly responseIds: readonly string[];
  readonly verdict: Verdict;
  readonly onCancel: () => void;
  readonly onDone: () => void;
}) {
  const t = useTranslations("quality");
  const reasons = useTranslations("qualityReason");
  const trpc = useTRPC();
  const toast = useToast();
  const change = useQualityChange();
  const [reason, setReason] = useState(reasons(REASONS[verdict][0] ?? "unsure"));
  const settled = () => {
    change.onSuccess();
    onDone();
  };
  const undo = useMutation(trpc.quality.undo.mutationOptions(change));
  const judge = useMutation(
    trpc.quality.judgeSeveral.mutationOptions({
      ...change,
      onSuccess: ({ done, refused }) => {
        settled();
        if (refused > 0) toast(t("someRefused", { done: done.length, refused }), "danger");
        else if (verdict === "void") toast(t("voidProposed"));
        else
          toast(t(verdict === "keep" ? "kept" : "flagged"), "plain", () => {
            for (const responseId of done) undo.mutate({ responseId });
          });
      },
    }),
  );

  function submit(event: FormEvent) {
    event.preventDefault();
    judge.mutate({ responseIds: [...responseIds], verdict, reason });
  }

  return (
    <form onSubmit={submit} className="flex flex-col gap-2">
      <div className="flex flex-wrap gap-1.5">
        {REASONS[verdict].map((each) => (
          <Button
            key={each}
            size="small"
            aria-pressed={reason === reasons(each)}
            className={reason === reasons(each) ? "border-accent-line bg-accent-soft text-accent" : undefined}
            onClick={() => setReason(reasons(each))}
          >
            {reasons(each)}
          </Button>
        ))}
      </div>
      <TextField
        label={t("reason")}
        value={reason}
        minLength={2}
        maxLength={500}
        required
        autoFocus
        onChange={({ target }) => setReason(target.value)}
        onKeyDown={(event) => event.key === "Escape" && onCancel()}
        hint={verdict === "void" ? t("voidHint") : undefined}
      />
      <div className="flex gap-2">
        <Button type="submit" kind={verdict === "void" ? "danger" : "primary"} disabled={judge.isPending}>
          {t(`do_${verdict}`)}
        </Button>
        <Button onClick={onCancel}>{t("cancel")}</Button>
      </div>
    </form>
  );
}
