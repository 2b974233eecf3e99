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
}: {
  readonly children: React.ReactNode;
  readonly className?: string;
}) {
  const t = useTranslations("state");
  return (
    <div role="status" className={classNames("appear-after-300", className)}>
      <div aria-hidden="true">{children}</div>
      <p className="appear-after-3000 mt-3 text-13 text-ink-3">{t("loading")}</p>
    </div>
  );
}
