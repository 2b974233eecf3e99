"use client";

import { useTranslations } from "use-intl";
import { classNames } from "./class-names.ts";

/** A grey bar where text or a chart will stand. */
export function Bone({ className }: { readonly className?: string }) {
  return <span className={classNames("block rounded-tag bg-sunken", className)} />;
}

/** Shapes after 300 ms, words after three seconds; a fast answer shows neither. */
export function Skeleton({
  children,
  className,
  page = true,
}: {
  readonly children: React.ReactNode;
  readonly className?: string;
  /** Whether it stands for the whole page, whose heading is then still unknown. */
  readonly page?: boolean;
}) {
  const t = useTranslations("state");
  return (
    <div role="status" className={classNames("appear-after-300", className)}>
      {page && <h1 className="sr-only">{t("loading")}</h1>}
      <div aria-hidden="true">{children}</div>
      <p className="appear-after-3000 mt-3 text-13 text-ink-3">{t("loading")}</p>
    </div>
  );
}
