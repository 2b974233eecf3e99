"use client";

import type { ReactNode } from "react";

/** A choice that holds or does not; words and box are one target. */
export function Tick({
  checked,
  onChange,
  disabled,
  children,
}: {
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
  readonly disabled?: boolean;
  readonly children: ReactNode;
}) {
  return (
    <label className="target-row inline-flex min-h-7 items-center gap-1.5 text-13 has-disabled:text-ink-3">
      <input
        type="checkbox"
        checked={checked}
        disabled={disabled}
        onChange={(event) => onChange(event.target.checked)}
        className="size-4 accent-accent"
      />
      {children}
    </label>
  );
}
