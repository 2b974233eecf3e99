"use client";

import { memo, useCallback, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import type { PassportView } from "#server/indicators/reading-view.ts";
import { formatCount, formatMoment } from "../format.ts";
import { useNames } from "../language/use-names.ts";
import { type PassportFile, type ViewWithPassport, viewPassportFile } from "./passport-file.ts";
import { PassportPopup } from "./passport-popup.tsx";
import { RestatedMark } from "./restated-mark.tsx";
import { useFilterWords } from "./use-filter-words.ts";

type PassportedView = ViewWithPassport & { readonly passport: PassportView };

/** One line on every page that shows a number: source, n, rule, interval, exclusions, time. It survives print. */
export const PassportFooter = memo(function PassportFooter({
  view,
  more,
}: {
  readonly view: PassportedView;
  /** What else is to be known of the numbers. */
  readonly more?: string | undefined;
}) {
  const t = useTranslations("passport");
  const names = useNames();
  const { passport } = view;
  const { wave } = passport;
  const filters = [
    ...useFilterWords(passport.filters),
    ...(passport.organisation === "now" ? [t("now")] : []),
  ];
  return (
    <footer className="flex flex-wrap gap-x-3.5 text-12 text-ink-3">
      <span>{t("source", { wave: names.wave(wave), from: wave.opensOn, to: wave.closesOn })}</span>
      <span>{t("n", { n: formatCount(passport.n) })}</span>
      {filters.length > 0 && (
        <span>
          {t("filters")} {filters.join(" · ")}
        </span>
      )}
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
      {more && <span>{more}</span>}
      <span>{t("asOf", { time: formatMoment(passport.data.asOf) })}</span>
      <PassportButton view={view} />
    </footer>
  );
});

/**
 * Opens what lies behind a number, and hands it out as a file.
 * @param file where another one than that of the whole view
 * @param of the number's name, where several stand on the page
 */
export function PassportButton({
  view,
  file = viewPassportFile(view),
  of,
  className,
}: {
  readonly view: PassportedView;
  readonly of?: string;
  readonly file?: PassportFile | undefined;
  readonly className?: string;
}) {
  const t = useTranslations("passport");
  const [open, setOpen] = useState(false);
  const close = useCallback(() => setOpen(false), []);
  const button = useRef<HTMLButtonElement>(null);
  return (
    <>
      <button
        ref={button}
        type="button"
        aria-label={of === undefined ? undefined : `${of} · ${t("how")}`}
        aria-haspopup="dialog"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
        className={className ?? "target-44 text-accent underline-offset-2 hover:underline print:hidden"}
      >
        {t("how")}
      </button>
      {open && <PassportPopup passport={view.passport} file={file} anchor={button} onClose={close} />}
    </>
  );
}
