"use client";

import { useMutation } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import { Button } from "../../components/button.tsx";
import { useToast } from "../../components/toaster.tsx";
import { formatMoment, NOTHING } from "../../format.ts";
import { useNames } from "../../language/use-names.ts";
import { useTRPC } from "../../trpc/client.tsx";
import { useModeNames } from "../use-mode-names.ts";
import type { ShownResponse, Verdict } from "./shown-quality.ts";
import { useEvidence } from "./use-evidence.ts";
import { useQualityChange } from "./use-quality-change.ts";
import { useQualityNames } from "./use-quality-names.ts";
import { VerdictForm } from "./verdict-form.tsx";

const VERDICTS: readonly Verdict[] = ["keep", "flag", "void"];

/** One answer with everything that is odd about it, and the three things one can decide. */
export function ReviewDetail({
  row,
  isOpen,
  verdict,
  onVerdict,
}: {
  readonly row: ShownResponse;
  readonly isOpen: boolean;
  readonly verdict: Verdict | undefined;
  readonly onVerdict: (verdict: Verdict | undefined) => void;
}) {
  const t = useTranslations("quality");
  const names = useNames();
  const modeName = useModeNames();
  const nameOf = useQualityNames();
  const evidence = useEvidence();
  const facts = [
    [t("phase"), names.phase(row.phase)],
    [t("mode"), row.interviewer ? `${modeName(row.mode)} · ${row.interviewer}` : modeName(row.mode)],
    [
      t("submitted"),
      row.atOddHour ? t("oddHour", { time: formatMoment(row.submittedAt) }) : formatMoment(row.submittedAt),
    ],
    [t("duration"), row.seconds === null ? NOTHING : t("seconds", { seconds: row.seconds })],
  ] as const;
  return (
    <section aria-label={t("inHand")} className="flex flex-col gap-3 px-4 py-3">
      <h2 className="text-15 font-semibold">{names.project(row)}</h2>
      <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1 text-13">
        {facts.map(([name, value]) => (
          <div key={name} className="contents">
            <dt className="text-ink-3">{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {row.marks.length > 0 && (
        <ul className="flex flex-col gap-1.5 border-t border-line pt-2 text-13">
          {row.marks.map(({ code, detail }) => (
            <li key={code}>
              <span className="font-semibold text-neg">{nameOf(code)}</span>{" "}
              <span className="text-ink-2">{evidence(code, detail)}</span>
            </li>
          ))}
        </ul>
      )}
      <p className="text-12 text-ink-3">{t(row.quality === "excluded" ? "countsNot" : "counts")}</p>
      {row.proposal ? (
        <Proposal proposal={row.proposal} isOpen={isOpen} />
      ) : !isOpen ? (
        <p className="text-13 text-ink-3">{t("closed")}</p>
      ) : verdict ? (
        <VerdictForm
          responseIds={[row.responseId]}
          verdict={verdict}
          onCancel={() => onVerdict(undefined)}
          onDone={() => onVerdict(undefined)}
        />
      ) : (
        <div className="flex flex-wrap gap-2">
          {VERDICTS.map((each, place) => (
            <Button
              key={each}
              kind={each === "void" ? "danger" : "secondary"}
              onClick={() => onVerdict(each)}
            >
              {t(each)}
              <kbd className="text-12 text-ink-3 max-lg:hidden">{place + 1}</kbd>
            </Button>
          ))}
        </div>
      )}
      <p className="text-12 text-ink-3 max-lg:hidden">{t("keys")}</p>
    </section>
  );
}

function Proposal({
  proposal,
  isOpen,
}: {
  readonly proposal: NonNullable<ShownResponse["proposal"]>;
  readonly isOpen: boolean;
}) {
  const t = useTranslations("quality");
  const trpc = useTRPC();
  const toast = useToast();
  const change = useQualityChange();
  const decide = useMutation(
    trpc.quality.decideVoid.mutationOptions({
      ...change,
      onSuccess: (_, { confirm }) => {
        change.onSuccess();
        toast(t(confirm ? "voided" : "voidRejected"));
      },
    }),
  );
  const withdraw = useMutation(
    trpc.quality.withdrawVoid.mutationOptions({
      ...change,
      onSuccess: () => {
        change.onSuccess();
        toast(t("withdrawn"));
      },
    }),
  );
  return (
    <div className="flex flex-col gap-2 rounded-ctl bg-sunken px-3 py-2">
      <p className="text-13">{t("proposal", { by: proposal.by ?? "", reason: proposal.reason })}</p>
      {proposal.isOwn ? (
        <>
          <p className="text-12 text-ink-3">{t("needsSecond")}</p>
          {isOpen && (
            <div>
              <Button
                size="small"
                disabled={withdraw.isPending}
                onClick={() => withdraw.mutate({ reviewId: proposal.id })}
              >
                {t("withdraw")}
              </Button>
            </div>
          )}
        </>
      ) : (
        isOpen && (
          <div className="flex flex-wrap gap-2">
            <Button
              kind="danger"
              disabled={decide.isPending}
              onClick={() => decide.mutate({ reviewId: proposal.id, confirm: true })}
            >
              {t("confirmVoid")}
            </Button>
            <Button
              disabled={decide.isPending}
              onClick={() => decide.mutate({ reviewId: proposal.id, confirm: false })}
            >
              {t("rejectVoid")}
            </Button>
          </div>
        )
      )}
    </div>
  );
}
