"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { type FormEvent, useState } from "react";
import { useTranslations } from "use-intl";
import type { StudioProblem } from "#server/questionnaires/questionnaire-problems.ts";
import { Button } from "../components/button.tsx";
import { PageDialog } from "../components/page-dialog.tsx";
import { useToast } from "../components/toaster.tsx";
import { useNames } from "../language/use-names.ts";
import { useTRPC, useTRPCClient } from "../trpc/client.tsx";
import { useStudioFailure } from "./use-studio-failure.ts";

export type StudioStep = "submit" | "sendBack" | "publish" | "discard";

const NEEDS_REASON: ReadonlySet<StudioStep> = new Set<StudioStep>(["submit", "sendBack"]);

/** Asks once more, and for the reason where one stays with the version; tells what stands in the way. */
export function StepDialog({
  step,
  name,
  known,
  onOpen,
  onClose,
}: {
  readonly step: StudioStep;
  readonly name: { readonly id: string; readonly version: number };
  /** What is already known to stand in the way. */
  readonly known: readonly StudioProblem[];
  /** Leads to the item a problem is about. */
  readonly onOpen: (item: string) => void;
  readonly onClose: () => void;
}) {
  const t = useTranslations("studio");
  const names = useNames();
  const trpc = useTRPC();
  const client = useTRPCClient();
  const cache = useQueryClient();
  const router = useRouter();
  const toast = useToast();
  const failed = useStudioFailure();
  const [reason, setReason] = useState("");
  const [problems, setProblems] = useState<readonly StudioProblem[]>(step === "submit" ? known : []);
  const make = useMutation({
    mutationFn: async (): Promise<readonly StudioProblem[]> => {
      const { id, version } = name;
      if (step === "sendBack") await client.questionnaires.sendBack.mutate({ id, version, reason });
      else if (step === "discard") await client.questionnaires.discard.mutate({ id, version });
      else {
        const result =
          step === "submit"
            ? await client.questionnaires.submit.mutate({ id, version, reason })
            : await client.questionnaires.publish.mutate({ id, version });
        return result.ok ? [] : result.problems;
      }
      return [];
    },
    onError: failed,
    onSuccess: async (found) => {
      setProblems(found);
      if (found.length > 0) return;
      toast(t(`done_${step}`));
      await cache.invalidateQueries(trpc.questionnaires.pathFilter());
      onClose();
      if (step === "discard") router.push("/questionnaires");
    },
  });
  const needsReason = NEEDS_REASON.has(step);
  const isKnownToFail = step === "submit" && known.length > 0;

  function submit(event: FormEvent) {
    event.preventDefault();
    make.mutate();
  }

  return (
    <PageDialog
      open
      onOpenChange={(open) => open || onClose()}
      title={t(`title_${step}`)}
      description={t(`body_${step}`)}
    >
      <form onSubmit={submit} className="mt-3 flex flex-col gap-3">
        {needsReason && (
          <label className="flex flex-col gap-1 text-13 font-semibold">
            {t("reason")}
            <textarea
              required
              minLength={2}
              maxLength={1000}
              rows={3}
              value={reason}
              onChange={(event) => setReason(event.target.value)}
              className="rounded-ctl border border-line-ctl bg-surface px-3 py-2 text-16 font-normal md:text-14"
            />
          </label>
        )}
        {problems.length > 0 && (
          <div role="alert" className="rounded-ctl bg-danger-soft px-3 py-2 text-13 text-danger">
            <p className="font-semibold">{t("inTheWay")}</p>
            <ul className="flex flex-col gap-1">
              {problems.map((problem) => (
                <li key={problem.code + problem.item}>
                  {problem.item === "" ? (
                    names.text(problem)
                  ) : (
                    <button
                      type="button"
                      onClick={() => onOpen(problem.item)}
                      className="text-left underline max-md:min-h-11"
                    >
                      {names.text(problem)}
                    </button>
                  )}
                </li>
              ))}
            </ul>
          </div>
        )}
        <div className="flex flex-wrap justify-end gap-2">
          <Button onClick={onClose}>{t("cancel")}</Button>
          <Button
            type="submit"
            kind={step === "discard" ? "danger" : "primary"}
            disabled={make.isPending || isKnownToFail || (needsReason && reason.trim().length < 2)}
          >
            {t(`do_${step}`)}
          </Button>
        </div>
      </form>
    </PageDialog>
  );
}
