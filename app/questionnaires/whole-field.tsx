"use client";

import { useState } from "react";

/**
 * A whole number within bounds. What is typed stays as it is typed, so that "24" can follow an emptied field; only a number
 * within the bounds is taken over, and leaving the field shows what is kept.
 */
export function WholeField({
  label,
  value,
  min,
  max,
  onChange,
  onEmpty,
}: {
  readonly label: string;
  readonly value: number | undefined;
  readonly min: number;
  readonly max: number;
  readonly onChange: (value: number) => void;
  /** Where there may be no number. */
  readonly onEmpty?: () => void;
}) {
  const [typed, setTyped] = useState<string>();
  const kept = value === undefined ? "" : String(value);
  return (
    <label className="inline-flex items-center gap-2 text-13">
      {label}
      <input
        type="number"
        inputMode="numeric"
        min={min}
        max={max}
        step={1}
        value={typed ?? kept}
        onChange={({ target }) => {
          setTyped(target.value);
          const number = Number(target.value);
          if (target.value === "") onEmpty?.();
          else if (Number.isInteger(number) && number >= min && number <= max) onChange(number);
        }}
        onBlur={() => setTyped(undefined)}
        className="h-8 w-20 rounded-ctl border border-line-ctl bg-surface px-2 max-md:h-11 max-md:text-16"
      />
    </label>
  );
}
