"use client";

import { type ReactNode, useId } from "react";
import { classNames } from "./class-names.ts";

/** What stands around a field: its label, a hint, and what is wrong in words; whoever listens hears all of it. */
export type FieldSurroundings = {
  readonly label: string;
  readonly hint?: ReactNode;
  readonly error?: string | undefined;
  readonly className?: string | undefined;
};

/** Draws the surroundings of a field. @param field draws the field itself with what ties it to them */
export function FieldFrame({
  label,
  hint,
  error,
  className,
  field,
}: FieldSurroundings & {
  readonly field: (ties: {
    readonly id: string;
    readonly "aria-describedby": string | undefined;
    readonly "aria-invalid": true | undefined;
  }) => ReactNode;
}) {
  const id = useId();
  const described = [hint ? `${id}-hint` : "", error ? `${id}-error` : ""].filter(Boolean).join(" ");
  return (
    <div className={classNames("flex flex-col gap-1", className)}>
      <label htmlFor={id} className="text-13 font-semibold">
        {label}
      </label>
      {field({
        id,
        "aria-describedby": described || undefined,
        "aria-invalid": error ? true : undefined,
      })}
      {hint && (
        <p id={`${id}-hint`} className="text-12 text-ink-3">
          {hint}
        </p>
      )}
      {error && (
        <p id={`${id}-error`} className="text-13 text-danger">
          {error}
        </p>
      )}
    </div>
  );
}
