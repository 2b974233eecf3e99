"use client";

import type { ProjectNamed } from "#server/organisation/project-name.ts";
import type { OwnerPhase } from "#surveys/owner-phase.ts";
import { PhasePips } from "../components/phase-pips.tsx";
import { useNames } from "../language/use-names.ts";

/** A project and a phase as the name of a table's row; where it is narrow the phase stands below the project. */
export function StratumName({ phase, ...project }: ProjectNamed & { readonly phase: OwnerPhase }) {
  const names = useNames();
  return (
    <span className="inline-flex flex-wrap items-center gap-x-1.5 whitespace-nowrap">
      {names.project(project)}
      <span className="inline-flex items-center gap-1.5 font-normal">
        <PhasePips phase={phase} />
        {names.phase(phase)}
      </span>
    </span>
  );
}
