"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl";
import type { VoicesView } from "#server/voices/voices-view.ts";
import { Button } from "../components/button.tsx";
import { FailureNotice } from "../components/failure-notice.tsx";
import { PageDialog } from "../components/page-dialog.tsx";
import { Bone, Skeleton } from "../components/skeleton.tsx";
import { TextField } from "../components/text-field.tsx";
import { useToast } from "../components/toaster.tsx";
import { formatMoment } from "../format.ts";
import { useNames } from "../language/use-names.ts";
import { useMe } from "../shell/me-context.tsx";
import { useTRPC } from "../trpc/client.tsx";
import { failureOf } from "../trpc/failure.ts";
import { LexiconEffect } from "./lexicon-effect.tsx";

/** Two to twelve signs without a space or a point, as the server takes them. */
const WORD = /^[\p{L}\p{N}]{2,12}$/u;

/** The words of each topic: change them, see what changes, publish a new version. */
export function LexiconDialog({
  view,
  onClose,
}: {
  readonly view: VoicesView;
  readonly onClose: () => void;
}) {
  const t = useTranslations("voices");
  const trpc = useTRPC();
  const names = useNames();
  const me = useMe();
  const cache = useQueryClient();
  const toast = useToast();
  const { data, error, refetch } = useQuery(trpc.voices.lexicon.queryOptions());
  const [edited, setEdited] = useState<Readonly<Record<string, string>>>({});
  const [note, setNote] = useState("");
  const preview = useMutation(
    trpc.voices.previewLexicon.mutationOptions({ onError: () => toast(t("failed"), "danger") }),
  );
  const publish = useMutation(
    trpc.voices.publishLexicon.mutationOptions({
      onSuccess: (version) => {
        void cache.invalidateQueries(trpc.voices.pathFilter());
        toast(t("lexiconPublished", { version }));
        onClose();
      },
      onError: (failure) =>
        toast(t(failureOf(failure).code === "conflict" ? "lexiconConflict" : "failed"), "danger"),
    }),
  );
  const topics = data?.topics.map((topic) => {
    const words = edited[topic.id];
    return words === undefined
      ? topic
      : { ...topic, words: [...new Set(words.split(/[\s,，、;；]+/).filter(Boolean))] };
  });
  const wrong = topics?.find(({ words }) => words.length === 0 || words.some((word) => !WORD.test(word)));
  const changed = Object.keys(edited).length > 0;
  const mine = me.viewingAs === null;
  return (
    <PageDialog
      open
      onOpenChange={(open) => open || onClose()}
      title={t("lexicon")}
      description={t("lexiconBody")}
    >
      {data && topics ? (
        <div className="mt-3 flex flex-col gap-3">
          <div className="scroll-quiet flex max-h-[42dvh] flex-col gap-2.5 overflow-y-auto pr-1">
            {topics.map((topic) => (
              <label key={topic.id} className="flex flex-col gap-1">
                <span className="text-13 font-semibold">
                  {names.text(topic.title)}{" "}
                  <span className="font-normal text-ink-3">{topic.words.length}</span>
                </span>
                <textarea
                  rows={3}
                  readOnly={!mine}
                  value={edited[topic.id] ?? topic.words.join("、")}
                  onChange={({ target }) => {
                    preview.reset();
                    setEdited((last) => ({ ...last, [topic.id]: target.value }));
                  }}
                  aria-invalid={wrong?.id === topic.id ? true : undefined}
                  className="w-full rounded-ctl border border-line-ctl bg-surface px-2 py-1.5 text-16 md:text-13"
                />
              </label>
            ))}
          </div>
          {wrong && (
            <p role="alert" className="text-13 text-danger">
              {t("lexiconWrong", { topic: names.text(wrong.title) })}
            </p>
          )}
          {preview.data && <LexiconEffect preview={preview.data} topics={topics} />}
          {mine && (
            <>
              <TextField
                label={t("lexiconNote")}
                value={note}
                maxLength={200}
                onChange={({ target }) => setNote(target.value)}
              />
              <div className="flex flex-wrap justify-end gap-2">
                <Button onClick={onClose}>{t("cancel")}</Button>
                <Button
                  disabled={!changed || wrong !== undefined || preview.isPending}
                  onClick={() =>
                    preview.mutate({ unit: view.unit.id, wave: view.wave.id, topics: [...topics] })
                  }
                >
                  {t("preview")}
                </Button>
                <Button
                  kind="primary"
                  disabled={
                    !changed ||
                    wrong !== undefined ||
                    !preview.data ||
                    note.trim() === "" ||
                    publish.isPending
                  }
                  onClick={() => publish.mutate({ from: data.version, topics: [...topics], note })}
                >
                  {t("publish")}
                </Button>
              </div>
            </>
          )}
          <details className="text-12 text-ink-3">
            <summary className="target-44 cursor-pointer">{t("history", { version: data.version })}</summary>
            <ul className="mt-1">
              {data.history.map((row) => (
                <li key={row.version}>
                  {t("historyRow", { version: row.version, words: row.words })} · {formatMoment(row.at)}{" "}
                  {row.by ?? ""} {row.note ?? ""}
                </li>
              ))}
            </ul>
          </details>
        </div>
      ) : error ? (
        <FailureNotice error={error} onRetry={() => void refetch()} heading="h3" />
      ) : (
        <Skeleton page={false} className="mt-3">
          <Bone className="h-40" />
        </Skeleton>
      )}
    </PageDialog>
  );
}
