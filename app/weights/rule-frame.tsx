"use client";

import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { useWorkbench } from "./workbench-context.tsx";

/** One rule over several items, with the ways to change what it holds and to take it away. */
export function RuleFrame({
  name,
  heading,
  onChange,
  onDrop,
  children,
}: {
  readonly name: string;
  readonly heading: string;
  readonly onChange: () => void;
  readonly onDrop: () => void;
  readonly children: ReactNode;
}) {
  const t = useTranslations("weights");
  const { editable } = useWorkbench();
  const button = "target-44 ml-3 text-13 text-accent underline-offset-2 hover:underline print:hidden";
  return (
    <fieldset>
      <legend className="text-13 font-semibold">
        {heading}
        {editable && (
          <span className="font-normal">
            <button
              type="button"
              aria-label={t("changeRule", { name })}
              onClick={onChange}
              className={button}
            >
              {t("change")}
            </button>
            <button type="button" aria-label={t("dropRule", { name })} onClick={onDrop} className={button}>
              {t("drop")}
            </button>
          </span>
        )}
      </legend>
      {children}
    </fieldset>
  );
}
