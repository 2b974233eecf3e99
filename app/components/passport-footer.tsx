"use client";

import { Popover } from "radix-ui";
import { memo } from "react";
import { useTranslations } from "use-intl";
import type { PassportView } from "#server/indicators/reading-view.ts";
import { formatCount, formatMoment } from "../format.ts";
import { useNames } from "../language/use-names.ts";
import { PassportDetails } from "./passport-details.tsx";
import { RestatedMark } from "./restated-mark.tsx";

/** One line on every page that shows a number: source, n, rule, interval, exclusions, time. It survives print. */
export const PassportFooter = memo(function PassportFooter({
  passport,
}: {
  readonly passport: PassportView;
}) {
  const t = useTranslations("passport");
  const names = useNames();
  const { wave } = passport;
  return (
    <footer className="flex flex-wrap gap-x-3.5 text-12 text-ink-3">
      <span>{t("source", { wave: names.wave(wave), from: wave.opensOn, to: wave.closesOn })}</span>
      <span>{t("n", { n: formatCount(passport.n) })}</span>
      <span>
        {t("rule", {
          title: names.text(passport.definition.title),
          version: passport.definition.version,
        })}
        <RestatedMark passport={passport} />
      </span>
      <span>
        {t("interval", {
          confidence: Math.round(passport.confidence * 100),
          inference: t(passport.inference),
        })}
      </span>
      {passport.exclusions !== null && passport.exclusions > 0 && (
        <span>{t("exclusions", { count: formatCount(passport.exclusions) })}</span>
      )}
      <span>{t("asOf", { time: formatMoment(passport.data.asOf) })}</span>
      <PassportButton passport={passport} />
    </footer>
  );
});

/** Opens what lies behind a number. */
export function PassportButton({
  passport,
  className,
}: {
  readonly passport: PassportView;
  readonly className?: string;
}) {
  const t = useTranslations("passport");
  return (
    <Popover.Root>
      <Popover.Trigger
        className={className ?? "target-44 text-accent underline-offset-2 hover:underline print:hidden"}
      >
        {t("how")}
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content
          side="top"
          align="start"
          sideOffset={6}
          collisionPadding={12}
          aria-label={t("title")}
          className="slide-in scroll-quiet z-50 max-h-(--radix-popover-content-available-height) w-[min(400px,calc(100vw-24px))] overflow-y-auto rounded-panel border border-line bg-raised p-4 shadow-2"
        >
          <PassportDetails passport={passport} />
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}
