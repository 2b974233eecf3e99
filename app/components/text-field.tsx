"use client";

import type { ComponentProps } from "react";
import { classNames } from "./class-names.ts";
import { FieldFrame, type FieldSurroundings } from "./field-frame.tsx";

/** A field with a visible label; what is wrong is said in words beside it. */
export function TextField({
  label,
  hint,
  error,
  className,
  ...rest
}: Omit<ComponentProps<"input">, "id" | "className"> & FieldSurroundings) {
  return (
    <FieldFrame
      label={label}
      hint={hint}
      error={error}
      className={className}
      field={(ties) => (
        <input
          {...rest}
          {...ties}
          className={classNames(
            "h-11 w-full rounded-ctl border bg-surface px-3 text-16 text-ink md:h-9 md:text-14",
            error ? "border-danger" : "border-line-ctl",
          )}
        />
      )}
    />
  );
}
