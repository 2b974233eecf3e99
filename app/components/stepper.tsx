import { Check } from "lucide-react";
import { classNames } from "./class-names.ts";
import { Icon } from "./glyph.tsx";

export type Step = { readonly key: string; readonly name: string };

/**
 * How far a work has come: what is done has a tick, the current step is filled, later ones are outlined. Where there is
 * little room only the current one keeps its name.
 * @param current place of the current step; the number of steps when all are done
 */
export function Stepper({
  label,
  steps,
  current,
  done,
  className,
}: {
  readonly label: string;
  readonly steps: readonly Step[];
  readonly current: number;
  /** Says to assistive technology that a step is done. */
  readonly done: string;
  readonly className?: string;
}) {
  return (
    <ol aria-label={label} className={classNames("flex items-center gap-1.5 text-13", className)}>
      {steps.map((step, place) => (
        <li
          key={step.key}
          aria-current={place === current ? "step" : undefined}
          className="flex items-center gap-1.5 whitespace-nowrap"
        >
          {place > 0 && <span aria-hidden="true" className="h-px w-3 bg-line-strong lg:w-5" />}
          <span
            aria-hidden="true"
            className={classNames(
              "grid size-[22px] shrink-0 place-items-center rounded-full text-12",
              place < current && "bg-accent-soft text-accent",
              place === current && "bg-accent font-semibold text-on-accent",
              place > current && "text-ink-2 ring-1 ring-line-ctl ring-inset",
            )}
          >
            {place < current ? <Icon of={Check} size={13} /> : place + 1}
          </span>
          <span
            className={classNames(
              place === current ? "font-semibold" : "text-ink-2 max-xl:sr-only",
              place > current && "text-ink-3",
            )}
          >
            {step.name}
            {place < current && <span className="sr-only"> {done}</span>}
          </span>
        </li>
      ))}
    </ol>
  );
}
