import { OWNER_PHASES, type OwnerPhase } from "#surveys/owner-phase.ts";
import { classNames } from "./class-names.ts";

/** Where a phase stands in an owner's life, as filled steps; in text it takes the place of colour. */
export function PhasePips({ phase }: { readonly phase: OwnerPhase }) {
  const reached = OWNER_PHASES.indexOf(phase);
  return (
    <span aria-hidden="true" className="inline-flex gap-0.5 align-[-1px]">
      {OWNER_PHASES.map((step, place) => (
        <i
          key={step}
          className={classNames(
            "h-2.5 w-[5px] rounded-[1px]",
            place <= reached ? "bg-ph3" : "bg-line-strong",
          )}
        />
      ))}
    </span>
  );
}
