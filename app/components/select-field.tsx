"use client";

import { type ComponentProps, type ReactNode, useId } from "react";

/** A choice with a visible label; the system's own list, which every phone and screen reader knows. */
export function SelectField({
  label,
  hint,
  children,
  ...rest
}: Omit<ComponentProps<"select">, "id"> & {
  readonly label: string;
  readonly hint?: string;
  readonly children: ReactNode;
}) {
  const id = useId();
  return (
    <div className="flex flex-col gap-1">
      <label htmlFor={id} className="text-13 font-semibold">
        {label}
      </label>
      <select
        {...rest}
        id={id}
        aria-describedby={hint ? `${id}-hint` : undefined}
        className="h-11 w-full rounded-ctl border border-line-ctl bg-surface px-2 text-16 text-ink md:h-9 md:text-14"
      >
        {children}
      </select>
      {hint && (
        <p id={`${id}-hint`} className="text-12 text-ink-3">
          {hint}
        </p>
      )}
    </div>
  );
}
