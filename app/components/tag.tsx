import type { ReactNode } from "react";
import { classNames } from "./class-names.ts";

const TONE = {
  plain: "bg-sunken text-ink-2",
  good: "bg-pos-soft text-pos",
  attention: "bg-neg-soft text-neg",
  urgent: "bg-danger-soft text-danger",
  current: "bg-accent-soft text-accent",
  outline: "text-ink-2 ring-1 ring-line-ctl ring-inset",
} as const;

export type TagTone = keyof typeof TONE;

/** A state in a word; the colour only repeats what the word says. */
export function Tag({ tone = "plain", children }: { readonly tone?: TagTone; readonly children: ReactNode }) {
  return (
    <span
      className={classNames(
        "inline-flex h-5 items-center gap-[3px] rounded-tag px-1.5 text-12 whitespace-nowrap",
        TONE[tone],
      )}
    >
      {children}
    </span>
  );
}
