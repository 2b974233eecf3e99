"use client";

import { useTranslations } from "use-intl";
import { Button } from "../../components/button.tsx";
import type { Verdict } from "./shown-quality.ts";
import { VerdictForm } from "./verdict-form.tsx";

const VERDICTS: readonly Verdict[] = ["keep", "flag", "void"];

/** What is done with the chosen answers: one verdict and one reason for all of them. */
export function SeveralBar({
  responseIds,
  verdict,
  onVerdict,
  onDone,
}: {
  readonly responseIds: readonly string[];
  readonly verdict: Verdict | undefined;
  readonly onVerdict: (verdict: Verdict | undefined) => void;
  /** Nothing is chosen any more. */
  readonly onDone: () => void;
}) {
  const t = useTranslations("quality");
  return (
    <section aria-label={t("several", { n: responseIds.length })} className="flex flex-col gap-3 px-4 py-3">
      <h2 className="text-15 font-semibold">{t("several", { n: responseIds.length })}</h2>
      <p className="text-13 text-ink-2">{t("severalNote")}</p>
      {verdict ? (
        <VerdictForm
          responseIds={responseIds}
          verdict={verdict}
          onCancel={() => onVerdict(undefined)}
          onDone={onDone}
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
          <Button onClick={onDone}>{t("chooseNone")}</Button>
        </div>
      )}
      <p className="text-12 text-ink-3 max-lg:hidden">{t("keys")}</p>
    </section>
  );
}
