"use client";

import { useSyncExternalStore } from "react";
import { classNames } from "../components/class-names.ts";

const never = () => () => undefined;

/** ⌘K on a Mac, Ctrl K elsewhere. */
export function ShortcutHint({ className }: { readonly className?: string }) {
  const mac = useSyncExternalStore(
    never,
    () => /Mac|iPhone|iPad/.test(navigator.platform),
    () => false,
  );
  return (
    <kbd
      className={classNames(
        "rounded-tag border border-line bg-surface px-[5px] font-sans text-12 leading-4 text-ink-3",
        className,
      )}
    >
      {mac ? "⌘K" : "Ctrl K"}
    </kbd>
  );
}
