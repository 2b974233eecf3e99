"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { LockKeyhole } from "lucide-react";
import { useRouter } from "next/navigation";
import { memo, useId, useState } from "react";
import { useTranslations } from "use-intl";
import { sumOfWeights, WHOLE } from "#analytics/balance-weights.ts";
import { check } from "#analytics/check.ts";
import { nodesOf } from "#analytics/columns-of-definition.ts";
import { diff } from "#analytics/diff.ts";
import { weightsOfNode } from "#analytics/edit-tree.ts";
import type { IndexDefinition } from "#analytics/index-definition.ts";
import { Button } from "../components/button.tsx";
import { Icon } from "../components/glyph.tsx";
import { Panel } from "../components/panel.tsx";
import { SelectField } from "../components/select-field.tsx";
import { useToast } from "../components/toaster.tsx";
import { useTRPC } from "../trpc/client.tsx";
import { failureOf } from "../trpc/failure.ts";
import { useWorkbench } from "./workbench-context.tsx";

const YEARS_AHEAD = 3;

/** Whether the parts of every node, and every phase's weights, add up to 100 %. */
function addsUp(definition: IndexDefinition): boolean {
  const nodes = nodesOf(definition.tree).map(weightsOfNode);
  const phases = Object.values(definition.phaseWeights ?? {});
  return [...nodes, ...phases].every((row) => Object.keys(row).length === 0 || sumOfWeights(row) === WHOLE);
}

/** At the foot of its column on a desk: what a draft leads to stays in sight however many projects it moves. */
const AT_FOOT = "[@media(min-width:80rem)_and_(min-height:50rem)]:sticky bottom-0 z-10";

/** The last step of a draft, and the first of a review: a reason and a year, then another person's word. */
export const HandoverPanel = memo(function HandoverPanel() {
  const { view } = useWorkbench();
  if (view.rights.submit) return <Submit />;
  if (view.status === "review") return <Review />;
  return null;
});

function useAfterStep(done: string) {
  const t = useTranslations("weights");
  const trpc = useTRPC();
  const cache = useQueryClient();
  const router = useRouter();
  const toast = useToast();
  return {
    onSuccess: (result: { readonly ok: boolean } | undefined) => {
      if (result && !result.ok) return toast(t("obstacles"), "danger");
      toast(done);
      void cache.invalidateQueries(trpc.definitionDrafts.pathFilter());
      void cache.invalidateQueries(trpc.definitions.pathFilter());
      void cache.invalidateQueries(trpc.indicators.pathFilter());
      router.refresh();
    },
    onError: (error: unknown) => {
      const { code } = failureOf(error);
      toast(
        t(code === "conflict" ? "stepConflict" : code === "forbidden" ? "stepForbidden" : "stepFailed"),
        "danger",
      );
    },
  };
}

function Reason({
  value,
  onChange,
  label,
}: {
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly label: string;
}) {
  const id = useId();
  return (
    <div className="flex flex-col gap-1">
      <label htmlFor={id} className="text-13 font-semibold">
        {label}
      </label>
      <textarea
        id={id}
        rows={2}
        maxLength={1000}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        className="w-full rounded-ctl border border-line-ctl bg-surface px-3 py-2 text-16 md:text-14"
      />
    </div>
  );
}

function Submit() {
  const t = useTranslations("weights");
  const trpc = useTRPC();
  const { view, draft, definition, base } = useWorkbench();
  const [reason, setReason] = useState(view.note ?? "");
  const [year, setYear] = useState(Math.max(view.openYear, view.effectiveWaveYear ?? 0));
  const submit = useMutation(trpc.definitionDrafts.submit.mutationOptions(useAfterStep(t("submitted"))));
  const unchanged = diff(base, definition).length === 0;
  const wrong = check(definition).some(({ severity }) => severity === "error");
  const obstacle = wrong
    ? t("obstacles")
    : !addsUp(definition)
      ? t("sumsWrong")
      : unchanged
        ? t("nothingChanged")
        : reason.trim().length < 2
          ? t("reasonMissing")
          : undefined;
  async function send() {
    if (await draft.keep())
      submit.mutate({ id: view.id, version: view.version, reason, effectiveWaveYear: year });
  }
  const years = Array.from({ length: YEARS_AHEAD }, (_, at) => view.openYear + at);
  return (
    <Panel
      className={`grid gap-x-3 gap-y-2 px-4 py-3 sm:grid-cols-[minmax(0,1fr)_180px] print:hidden ${AT_FOOT}`}
    >
      <Reason label={t("reason")} value={reason} onChange={setReason} />
      <div className="flex flex-col gap-2">
        <SelectField
          label={t("effectiveYear")}
          value={year}
          onChange={(event) => setYear(Number(event.target.value))}
        >
          {years.map((each) => (
            <option key={each} value={each}>
              {t("yearWave", { year: String(each) })}
            </option>
          ))}
        </SelectField>
        <p className="text-12 text-ink-3">{t("secondPerson")}</p>
      </div>
      <div className="flex flex-wrap items-center gap-2 sm:col-span-2">
        <span className="inline-flex items-center gap-1.5 text-12 text-ink-3">
          <Icon of={LockKeyhole} size={14} />
          {t("pastStays", { year: String(view.openYear - 1) })}
        </span>
        <span className="grow" />
        {obstacle && <span className="text-12 text-ink-2">{obstacle}</span>}
        <Button
          kind="primary"
          disabled={obstacle !== undefined || submit.isPending || draft.saving.state === "saving"}
          onClick={send}
        >
          {t("submit")}
        </Button>
      </div>
    </Panel>
  );
}

function Review() {
  const t = useTranslations("weights");
  const trpc = useTRPC();
  const { view } = useWorkbench();
  const [reason, setReason] = useState("");
  const [asked, setAsked] = useState(false);
  const name = { id: view.id, version: view.version };
  const publish = useMutation(trpc.definitionDrafts.publish.mutationOptions(useAfterStep(t("published"))));
  const back = useAfterStep(t("sentBack"));
  const sendBack = useMutation(
    trpc.definitionDrafts.sendBack.mutationOptions({
      onSuccess: () => back.onSuccess(undefined),
      onError: back.onError,
    }),
  );
  const { rights } = view;
  return (
    <Panel className={`flex flex-col gap-3 p-4 ${AT_FOOT}`}>
      <p className="text-14">
        <b>{t("reasonGiven")}</b> {view.note}
      </p>
      <p className="text-13 text-ink-2">
        {t("effectiveFrom", { year: String(view.effectiveWaveYear ?? view.openYear) })}
      </p>
      {rights.ownHand && <p className="text-13 text-ink-2">{t("ownHand")}</p>}
      {asked && <Reason label={t("sendBackReason")} value={reason} onChange={setReason} />}
      <div className="flex flex-wrap justify-end gap-2">
        {rights.sendBack && (
          <Button
            disabled={sendBack.isPending || (asked && reason.trim().length < 2)}
            onClick={() => (asked ? sendBack.mutate({ ...name, reason }) : setAsked(true))}
          >
            {t("sendBack")}
          </Button>
        )}
        {rights.publish && (
          <Button kind="primary" disabled={publish.isPending} onClick={() => publish.mutate(name)}>
            {t("publish", { year: String(view.effectiveWaveYear ?? view.openYear) })}
          </Button>
        )}
      </div>
    </Panel>
  );
}
