"use client";

import { Popover } from "radix-ui";
import { memo } from "react";
import { useTranslations } from "use-intl";
import type { PassportView } from "#server/indicators/reading-view.ts";
import { formatCount, formatMoment } from "../format.ts";
import { useNames } from "../language/use-names.ts";
import { PassportDetails } from "./passport-details.tsx";
import { type PassportFile, type ViewWithPassport, viewPassportFile } from "./passport-file.ts";
import { PassportFileButton } from "./passport-file-button.tsx";
import { RestatedMark } from "./restated-mark.tsx";

type PassportedView = ViewWithPassport & { readonly passport: PassportView };

/** One line on every page that shows a number: source, n, rule, interval, exclusions, time. It survives print. */
export const PassportFooter = memo(function PassportFooter({ view }: { readonly view: PassportedView }) {
  const t = useTranslations("passport");
  const names = useNames();
  const { passport } = view;
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
      <PassportButton view={view} />
    </footer>
  );
});

/** Opens what lies behind a number, and hands it out as a file. @param file where another one than that of the whole view */
export function PassportButton({
  view,
  file = viewPassportFile(view),
  className,
}: {
  readonly view: PassportedView;
  readonly file?: PassportFile | undefined;
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
          <PassportDetails passport={view.passport} />
          {file && (
            <div className="mt-3 border-t border-line pt-3">
              <PassportFileButton file={file} />
            </div>
          )}
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}
