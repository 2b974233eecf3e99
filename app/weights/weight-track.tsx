"use client";

import { WHOLE } from "#analytics/balance-weights.ts";
import { percentOf } from "./weight-field.tsx";

/** What respondents' marks say about a weight: a share of its siblings', 0–1, with its interval. */
export type Importance = {
  readonly share: number;
  readonly low: number | null;
  readonly high: number | null;
};

const at = (share: number) => `${Math.min(100, Math.max(0, share * 100))}%`;

/** A weight to be dragged, over the importance that was derived from answers. The thumb is the weight. */
export function WeightTrack({
  label,
  weight,
  importance,
  disabled,
  onWeigh,
  onRest,
}: {
  readonly label: string;
  readonly weight: number;
  readonly importance: Importance | undefined;
  readonly disabled: boolean;
  readonly onWeigh: (weight: number) => void;
  readonly onRest: () => void;
}) {
  return (
    <span className="relative block h-6 w-full min-w-24 pointer-coarse:h-11">
      <svg width="100%" height="100%" aria-hidden="true" className="absolute inset-0 overflow-visible">
        <line x1="0" x2="100%" y1="50%" y2="50%" stroke="var(--line-strong)" strokeWidth="2" />
        {importance?.low != null && importance.high !== null && (
          <line
            x1={at(importance.low)}
            x2={at(importance.high)}
            y1="50%"
            y2="50%"
            stroke="var(--ref)"
            strokeWidth="2"
          />
        )}
        {importance && (
          <circle
            cx={at(importance.share)}
            cy="50%"
            r="4"
            fill="var(--surface)"
            stroke="var(--ref)"
            strokeWidth="1.5"
          />
        )}
      </svg>
      <input
        type="range"
        min={0}
        max={WHOLE}
        step={100}
        aria-label={label}
        aria-valuetext={`${percentOf(weight)}%`}
        value={weight}
        disabled={disabled}
        onChange={(event) => onWeigh(Number(event.target.value))}
        onPointerUp={onRest}
        onBlur={onRest}
        className="absolute -inset-x-1 inset-y-0 m-0 w-[calc(100%+8px)] cursor-ew-resize appearance-none bg-transparent disabled:cursor-default [&::-moz-range-thumb]:h-4 [&::-moz-range-thumb]:w-2 [&::-moz-range-thumb]:rounded-[2px] [&::-moz-range-thumb]:border-0 [&::-moz-range-thumb]:bg-accent [&::-webkit-slider-thumb]:h-4 [&::-webkit-slider-thumb]:w-2 [&::-webkit-slider-thumb]:appearance-none [&::-webkit-slider-thumb]:rounded-[2px] [&::-webkit-slider-thumb]:bg-accent"
      />
    </span>
  );
}
