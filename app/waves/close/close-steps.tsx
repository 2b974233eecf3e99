"use client";

import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl";
import type { ClosePage } from "#server/waves/close/close-page.ts";
import type { WaveFacts } from "#server/waves/wave-facts.ts";
import { Button } from "../../components/button.tsx";
import { TextField } from "../../components/text-field.tsx";
import { useTRPC } from "../../trpc/client.tsx";
import { ReasonDialog } from "../reason-dialog.tsx";
import { useWaveDeed } from "../use-wave-deed.ts";
import { useWaveWork } from "../work/use-wave-work.ts";

type Asked = "early" | "last-day" | "reopen" | "publish";

/** The steps that lead out of the field, and back into it where that is honest. */
export function CloseSteps({ wave, page }: { readonly wave: WaveFacts; readonly page: ClosePage }) {
  const t = useTranslations("wave");
  const trpc = useTRPC();
  const { id } = wave;
  const [asked, setAsked] = useState<Asked>();
  const [closesOn, setClosesOn] = useState(wave.closesOn);
  const { refresh, refuse } = useWaveDeed();
  const { running, begun } = useWaveWork(id);
  const end = () => setAsked(undefined);
  const work = {
    onSuccess: (started: Parameters<typeof begun>[0]) => {
      end();
      begun(started);
    },
    onError: refuse,
  };
  const step = {
    onSuccess: () => {
      end();
      refresh();
    },
    onError: refuse,
  };
  const close = useMutation(trpc.waveClosings.close.mutationOptions(work));
  const publish = useMutation(trpc.waveClosings.publish.mutationOptions(work));
  const reopen = useMutation(trpc.waveClosings.reopen.mutationOptions(step));
  const move = useMutation(trpc.waveClosings.moveLastDay.mutationOptions(step));
  const busy = running || [close, publish, reopen, move].some(({ isPending }) => isPending);
  const isEarly = page.problems.some(({ code }) => code === "last-day-ahead");
  const isBlocked = page.problems.some(({ code }) => code !== "last-day-ahead");
  if (wave.origin !== "system" && wave.state !== "closed") return null;
  return (
    <div className="flex flex-wrap items-center gap-2 print:hidden">
      {wave.state === "field" && (
        <>
          <Button disabled={busy} onClick={() => setAsked("last-day")}>
            {t("moveLastDay")}
          </Button>
          <Button
            kind="primary"
            disabled={busy || isBlocked}
            onClick={() => (isEarly ? setAsked("early") : close.mutate({ id }))}
          >
            {t(isEarly ? "closeEarly" : "close")}
          </Button>
        </>
      )}
      {wave.state === "closed" && (
        <>
          {page.closings.length > 0 && (
            <Button disabled={busy} onClick={() => setAsked("reopen")}>
              {t("reopen")}
            </Button>
          )}
          <Button kind="primary" disabled={busy || !page.mayPublish} onClick={() => setAsked("publish")}>
            {t("publish")}
          </Button>
          {!page.mayPublish && <span className="text-13 text-ink-3">{t("publishOther")}</span>}
        </>
      )}
      {asked === "early" && (
        <ReasonDialog
          title={t("closeEarly")}
          description={t("closeNote")}
          confirm={t("close")}
          pending={busy}
          onConfirm={(earlyReason) => close.mutate({ id, earlyReason })}
          onClose={end}
        />
      )}
      {asked === "reopen" && (
        <ReasonDialog
          title={t("reopen")}
          description={t("reopenNote")}
          confirm={t("reopen")}
          pending={busy}
          onConfirm={(reason) => reopen.mutate({ id, reason })}
          onClose={end}
        />
      )}
      {asked === "publish" && (
        <ReasonDialog
          title={t("publish")}
          description={t("publishNote")}
          confirm={t("publish")}
          pending={busy}
          onConfirm={(reason) => publish.mutate({ id, reason })}
          onClose={end}
        />
      )}
      {asked === "last-day" && (
        <ReasonDialog
          title={t("moveLastDay")}
          description={t("moveLastDayNote")}
          confirm={t("moveLastDay")}
          pending={busy || closesOn === "" || closesOn < wave.opensOn}
          onConfirm={(reason) => move.mutate({ id, closesOn, reason })}
          onClose={end}
        >
          <TextField
            type="date"
            label={t("closes")}
            required
            min={wave.opensOn}
            value={closesOn}
            onChange={(event) => setClosesOn(event.target.value)}
          />
        </ReasonDialog>
      )}
    </div>
  );
}
