"use client";

import { type KeyboardEvent, useState } from "react";
import { WHOLE } from "#analytics/balance-weights.ts";
import { classNames } from "../components/class-names.ts";

/** Basis points as percent without needless decimals: `25`, `12.5`. */
export function percentOf(basisPoints: number): string {
  return String(Number((basisPoints / 100).toFixed(2)));
}

function numberIn(typed: string): number {
  return Number(typed.replace(/[,，。]/, "."));
}

/**
 * A weight in percent: typed, or moved with the arrow keys (Shift by five). One that changed is tinted, the old value struck
 * beside it.
 */
export function WeightField({
  label,
  weight,
  was,
  disabled,
  onWeigh,
  onRest,
}: {
  readonly label: string;
  readonly weight: number;
  /** The weight it is compared with; undefined where it is new. */
  readonly was: number | undefined;
  readonly disabled: boolean;
  readonly onWeigh: (weight: number) => void;
  readonly onRest: () => void;
}) {
  const [typed, setTyped] = useState<string>();
  const changed = was !== weight;
  const wrong = typed !== undefined && typed.trim() !== "" && !Number.isFinite(numberIn(typed));

  function commit() {
    const value = numberIn(typed ?? "");
    if (typed !== undefined && typed.trim() !== "" && Number.isFinite(value))
      onWeigh(Math.min(WHOLE, Math.max(0, Math.round(value * 100))));
    setTyped(undefined);
    onRest();
  }

  function onKeyDown(event: KeyboardEvent<HTMLInputElement>) {
    const step = event.key === "ArrowUp" ? 1 : event.key === "ArrowDown" ? -1 : 0;
    if (step !== 0) {
      event.preventDefault();
      setTyped(undefined);
      onWeigh(Math.min(WHOLE, Math.max(0, weight + step * (event.shiftKey ? 500 : 100))));
    } else if (event.key === "Enter") commit();
    else if (event.key === "Escape") setTyped(undefined);
  }

  return (
    <span className="inline-flex items-center gap-0.5 whitespace-nowrap">
      <input
        role="spinbutton"
        inputMode="decimal"
        autoComplete="off"
        aria-label={label}
        aria-invalid={wrong || undefined}
        aria-valuenow={weight / 100}
        aria-valuemin={0}
        aria-valuemax={100}
        disabled={disabled}
        value={typed ?? percentOf(weight)}
        onChange={(event) => setTyped(event.target.value)}
        onFocus={(event) => event.target.select()}
        onBlur={commit}
        onKeyDown={onKeyDown}
        className={classNames(
          "h-[26px] w-[46px] rounded-ctl border px-1.5 text-right text-14 pointer-coarse:h-11 disabled:border-line disabled:bg-sunken disabled:text-ink-2",
          wrong
            ? "border-danger bg-danger-soft"
            : changed
              ? "border-accent bg-accent-soft font-semibold"
              : "border-line-ctl bg-surface",
        )}
      />
      <s className={classNames("inline-block w-5 text-12 text-ink-3", !changed && "invisible")}>
        {was === undefined ? "" : percentOf(was)}
      </s>
    </span>
  );
}
