"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import type { DraftInput } from "#server/improvements/drafts.ts";
import { useToast } from "../components/toaster.tsx";
import { useMe } from "../shell/me-context.tsx";
import { useTRPC } from "../trpc/client.tsx";
import { failureOf } from "../trpc/failure.ts";

/** The improvement list of a unit, for findings read under `rule`, and what one may do with it; what is taken off can be put back. */
export function useDrafts(unit: number, rule: number | null = null) {
  const t = useTranslations("improvements");
  const trpc = useTRPC();
  const me = useMe();
  const cache = useQueryClient();
  const toast = useToast();
  const list = useQuery(trpc.improvements.list.queryOptions({ unit }));
  const renew = () => cache.invalidateQueries(trpc.improvements.list.queryFilter());
  const onError = (error: unknown) =>
    toast(t(failureOf(error).code === "invalid" ? "noNumber" : "failed"), "danger");
  const restore = useMutation(trpc.improvements.restore.mutationOptions({ onSuccess: renew, onError }));
  const removal = useMutation(trpc.improvements.remove.mutationOptions({ onSuccess: renew, onError }));
  const addition = useMutation(trpc.improvements.put.mutationOptions({ onSuccess: renew, onError }));
  const note = useMutation(trpc.improvements.note.mutationOptions({ onSuccess: renew, onError }));
  return {
    list,
    mayDraft: me.capabilities.includes("improvements.draft") && me.viewingAs === null,
    listed: (input: DraftInput) =>
      list.data?.find(
        (draft) =>
          draft.unit.id === input.unit &&
          draft.waveId === input.wave &&
          draft.evidence.node.id === input.node &&
          draft.kind === input.kind &&
          (draft.phase ?? undefined) === input.phase,
      ),
    put: (input: DraftInput) =>
      addition.mutate(rule === null ? input : { ...input, rule }, {
        onSuccess: ({ id, isNew }) =>
          toast(t(isNew ? "added" : "there"), "plain", isNew ? () => removal.mutate({ id }) : undefined),
      }),
    remove: (id: number) =>
      removal.mutate({ id }, { onSuccess: () => toast(t("removed"), "plain", () => restore.mutate({ id })) }),
    note: (id: number, words: string) => note.mutate({ id, note: words }),
  };
}

export type Drafts = ReturnType<typeof useDrafts>;
