"use client";

import { keepPreviousData, useMutation, useQuery } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useTranslations } from "use-intl";
import type { MailingLanguage } from "#server/mailings/mailing-language.ts";
import type { MailingKind, WrittenChannel } from "#server/mailings/mailing-order.ts";
import { OWNER_PHASES, type OwnerPhase } from "#surveys/owner-phase.ts";
import { Button } from "../../components/button.tsx";
import { PageDialog } from "../../components/page-dialog.tsx";
import { SelectField } from "../../components/select-field.tsx";
import { TextField } from "../../components/text-field.tsx";
import { useToast } from "../../components/toaster.tsx";
import { formatCount } from "../../format.ts";
import { useNames } from "../../language/use-names.ts";
import { useTRPC } from "../../trpc/client.tsx";
import { flatUnits } from "../../units/flat-units.ts";
import { MailingPreview } from "./mailing-preview.tsx";
import { newRequestId } from "./new-request-id.ts";
import { useMailingChange } from "./use-mailing-change.ts";

const KINDS: readonly MailingKind[] = ["invitation", "reminder"];
const CHANNELS: readonly WrittenChannel[] = ["email", "sms", "wechat", "letter", "poster"];

type Draft = {
  readonly kind: MailingKind;
  readonly channel: WrittenChannel;
  readonly unit: string;
  readonly phases: readonly OwnerPhase[];
  readonly limit: string;
  readonly language: MailingLanguage;
  /** Local time in China as the field gives it; empty is now. */
  readonly at: string;
};

const FIRST: Draft = {
  kind: "invitation",
  channel: "sms",
  unit: "",
  phases: [],
  limit: "",
  language: "zh-CN",
  at: "",
};

/** A new order: whom, how and when, with its numbers before anything is sent. */
export function MailingDialog({ wave, onClose }: { readonly wave: number; readonly onClose: () => void }) {
  const t = useTranslations("mailings");
  const channels = useTranslations("mailingChannel");
  const names = useNames();
  const trpc = useTRPC();
  const toast = useToast();
  const change = useMailingChange(wave);
  const [draft, setDraft] = useState(FIRST);
  const [requestId] = useState(newRequestId);
  const tree = useQuery(trpc.organisation.tree.queryOptions({}));
  const units = flatUnits(tree.data ?? []).filter(
    ({ unit }) => unit.access === "full" && (unit.kind === "region" || unit.kind === "project"),
  );
  const limit = Number(draft.limit);
  const wish = {
    waveId: wave,
    kind: draft.kind,
    channel: draft.channel,
    ...(draft.unit !== "" && { unitIds: [Number(draft.unit)] }),
    ...(draft.phases.length > 0 && { phases: [...draft.phases] }),
    ...(Number.isInteger(limit) && limit > 0 && { limit }),
  };
  const preview = useQuery(
    trpc.mailings.preview.queryOptions(wish, { placeholderData: keepPreviousData, staleTime: 0 }),
  );
  const plan = useMutation(
    trpc.mailings.plan.mutationOptions({
      ...change,
      onSuccess: () => {
        change.onSuccess();
        toast(t("planned"));
        onClose();
      },
    }),
  );
  const written = preview.data?.written ?? 0;
  const noServer = draft.channel === "email" && preview.data?.emailReady === false;

  function submit(event: FormEvent) {
    event.preventDefault();
    plan.mutate({
      ...wish,
      language: draft.language,
      requestId,
      ...(draft.at !== "" && { sendAt: `${draft.at}:00+08:00` }),
    });
  }

  return (
    <PageDialog open onOpenChange={(open) => open || onClose()} title={t("write")}>
      <form onSubmit={submit} className="mt-4 flex flex-col gap-3">
        <div className="grid gap-3 sm:grid-cols-2">
          <SelectField
            label={t("kind")}
            value={draft.kind}
            onChange={({ target }) =>
              setDraft({ ...draft, kind: target.value === "reminder" ? "reminder" : "invitation" })
            }
          >
            {KINDS.map((kind) => (
              <option key={kind} value={kind}>
                {t(kind)}
              </option>
            ))}
          </SelectField>
          <SelectField
            label={t("channel")}
            value={draft.channel}
            onChange={({ target }) =>
              setDraft({ ...draft, channel: CHANNELS.find((each) => each === target.value) ?? "sms" })
            }
          >
            {CHANNELS.map((channel) => (
              <option key={channel} value={channel}>
                {channels(channel)}
              </option>
            ))}
          </SelectField>
          <SelectField
            label={t("unit")}
            value={draft.unit}
            onChange={({ target }) => setDraft({ ...draft, unit: target.value })}
          >
            <option value="">{t("everywhere")}</option>
            {units.map(({ unit, path }) => (
              <option key={unit.id} value={unit.id}>
                {`${"\u3000".repeat(Math.max(0, path.length - 1))}${names.unit(unit)}`}
              </option>
            ))}
          </SelectField>
          <SelectField
            label={t("language")}
            value={draft.language}
            onChange={({ target }) => setDraft({ ...draft, language: target.value as MailingLanguage })}
          >
            <option value="zh-CN">{t("chinese")}</option>
            <option value="zh-TW">{t("traditional")}</option>
            <option value="en">{t("english")}</option>
          </SelectField>
        </div>
        <fieldset className="flex flex-wrap items-center gap-x-4 gap-y-1 text-13">
          <legend className="mb-1 font-semibold">{t("phases")}</legend>
          {OWNER_PHASES.map((phase) => (
            <label key={phase} className="target-44 inline-flex items-center gap-1.5">
              <input
                type="checkbox"
                checked={draft.phases.includes(phase)}
                onChange={({ target }) =>
                  setDraft({
                    ...draft,
                    phases: target.checked
                      ? [...draft.phases, phase]
                      : draft.phases.filter((each) => each !== phase),
                  })
                }
              />
              {names.phase(phase)}
            </label>
          ))}
          <span className="text-12 text-ink-3">{t("phasesHint")}</span>
        </fieldset>
        <div className="grid gap-3 sm:grid-cols-2">
          <TextField
            label={t("limit")}
            inputMode="numeric"
            pattern="[0-9]*"
            value={draft.limit}
            onChange={({ target }) => setDraft({ ...draft, limit: target.value })}
          />
          <TextField
            label={t("at")}
            type="datetime-local"
            value={draft.at}
            hint={t("atHint")}
            onChange={({ target }) => setDraft({ ...draft, at: target.value })}
          />
        </div>
        <MailingPreview
          preview={preview.data}
          failed={preview.error !== null}
          stale={preview.isPlaceholderData || preview.isFetching}
          channel={draft.channel}
        />
        <div className="flex flex-wrap justify-end gap-2">
          <Button onClick={onClose}>{t("close")}</Button>
          <Button
            type="submit"
            kind="primary"
            disabled={plan.isPending || written === 0 || noServer || preview.isFetching}
          >
            {draft.at !== ""
              ? t("doPlan", { n: formatCount(written) })
              : draft.channel === "email"
                ? t("doSend", { n: formatCount(written) })
                : t("doMake", { n: formatCount(written) })}
          </Button>
        </div>
      </form>
    </PageDialog>
  );
}
