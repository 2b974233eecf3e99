"use client";

import { type ComponentProps, useState } from "react";
import { classNames } from "./class-names.ts";

/** A whole number written in digits within bounds; undefined while it is none. */
export function wholeNumber(typed: string, min: number, max: number): number | undefined {
  if (!/^-?\d+$/.test(typed.trim())) return undefined;
  const number = Number(typed);
  return number >= min && number <= max ? number : undefined;
}

/**
 * The field of a whole number within bounds, for forms that take a number over while it is typed. What is typed stays as it is
 * typed, so that "24" can follow an emptied field; only a number within the bounds is taken over, and leaving the field shows
 * what is kept.
 */
export function WholeInput({
  value,
  min,
  max,
  onChange,
  onEmpty,
  className,
  ...rest
}: {
  readonly value: number | undefined;
  readonly min: number;
  readonly max: number;
  readonly onChange: (value: number) => void;
  /** Where there may be no number. */
  readonly onEmpty?: () => void;
} & Omit<ComponentProps<"input">, "value" | "min" | "max" | "onChange" | "type">) {
  const [typed, setTyped] = useState<string>();
  const isWrong = typed !== undefined && typed !== "" && wholeNumber(typed, min, max) === undefined;
  return (
    <input
      {...rest}
      type="number"
      inputMode="numeric"
      min={min}
      max={max}
      step={1}
      aria-invalid={isWrong || undefined}
      value={typed ?? value ?? ""}
      onChange={({ target }) => {
        setTyped(target.value);
        const number = wholeNumber(target.value, min, max);
        if (number !== undefined) onChange(number);
        else if (target.value === "" && !target.validity.badInput) onEmpty?.();
      }}
      onBlur={() => setTyped(undefined)}
      className={classNames("aria-invalid:border-danger", className)}
    />
  );
}
