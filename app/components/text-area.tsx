"use client";

import type { ComponentProps } from "react";
import { classNames } from "./class-names.ts";
import { FieldFrame, type FieldSurroundings } from "./field-frame.tsx";

/** A field for several lines with a visible label; what is wrong is said in words below it. */
export function TextArea({
  label,
  hint,
  error,
  className,
  ...rest
}: Omit<ComponentProps<"textarea">, "id" | "className"> & FieldSurroundings) {
  return (
    <FieldFrame
      label={label}
      hint={hint}
      error={error}
      className={className}
      field={(ties) => (
        <textarea
          rows={3}
          {...rest}
          {...ties}
          className={classNames(
            "w-full rounded-ctl border bg-surface px-3 py-2 text-16 text-ink md:text-14",
            error ? "border-danger" : "border-line-ctl",
          )}
        />
      )}
    />
  );
}
