"use client";

import { OWNER_PHASES, type OwnerPhase } from "#surveys/owner-phase.ts";
import { classNames } from "../components/class-names.ts";
import { useNames } from "../language/use-names.ts";

/** Which phases an item is asked in, as four places. */
export function PhaseMarks({ phases }: { readonly phases: readonly OwnerPhase[] }) {
  const names = useNames();
  const said = phases.map((phase) => names.phase(phase)).join(" ");
  return (
    <span title={said} className="inline-flex shrink-0 gap-0.5">
      <span className="sr-only">{said}</span>
      {OWNER_PHASES.map((phase) => (
        <i
          key={phase}
          aria-hidden="true"
          className={classNames("h-2.5 w-[5px] rounded-[1px]", phases.includes(phase) ? "bg-ph3" : "bg-line")}
        />
      ))}
    </span>
  );
}
