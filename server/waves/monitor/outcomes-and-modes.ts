import {
  type Dispositions,
  estimatedEligibility,
  outcomeRates,
} from "#analytics/statistics/outcome-rates.ts";
import type { FrameCell } from "#server/analysis/frame-cells.ts";
import { DISPOSITION_GROUPS, type DispositionGroup } from "#surveys/disposition.ts";
import { OWNER_PHASES } from "#surveys/owner-phase.ts";
import { MODES } from "../planned-modes.ts";
import type { WaveFacts } from "../wave-facts.ts";
import type { AnswerCell } from "./monitor-counts.ts";
import type { ModeProgress, OutcomeView } from "./monitor-view.ts";

/** A number of answers as the viewer may see it. */
export type See = (n: number) => number;

/** As AAPOR's rates want them; who has no outcome yet may still be anything, and counts as unknown. */
export function dispositionsOf(
  counts: Readonly<Record<DispositionGroup, number>>,
  open: number,
): Dispositions {
  return {
    complete: counts.I,
    partial: counts.P,
    refusal: counts.R,
    nonContact: counts.NC,
    other: counts.O,
    unknownHousehold: counts.UH + open,
    unknownOther: counts.UO,
    notEligible: counts.NE,
  };
}

/** Outcomes of those asked, and the rates made of them. */
export function outcomesOf(frames: readonly FrameCell[], see: See): OutcomeView {
  const sum = (of: (frame: FrameCell) => number) => frames.reduce((total, frame) => total + of(frame), 0);
  const counts = Object.fromEntries(
    DISPOSITION_GROUPS.map((group) => [group, see(sum(({ dispositions }) => dispositions[group]))]),
  ) as Record<DispositionGroup, number>;
  const asked = sum(({ invited }) => invited);
  const ended = DISPOSITION_GROUPS.reduce((total, group) => total + counts[group], 0);
  const open = Math.max(0, asked - ended);
  const dispositions = dispositionsOf(counts, open);
  return { counts, open, rates: outcomeRates(dispositions), eligibility: estimatedEligibility(dispositions) };
}

/** How answers came in each phase, beside what was planned. */
export function modesOf(wave: WaveFacts, cells: readonly AnswerCell[], see: See): readonly ModeProgress[] {
  return OWNER_PHASES.flatMap((phase) => {
    const own = cells.filter((cell) => cell.phase === phase);
    const countedBy = new Map(
      MODES.map((mode) => [
        mode,
        see(own.reduce((sum, cell) => (cell.mode === mode ? sum + cell.counted : sum), 0)),
      ]),
    );
    const all = [...countedBy.values()].reduce((sum, n) => sum + n, 0);
    return MODES.map((mode): ModeProgress => {
      const counted = countedBy.get(mode) ?? 0;
      const planned = wave.plannedModes?.[phase][mode];
      return {
        phase,
        mode,
        counted,
        share: all === 0 ? null : counted / all,
        planned: planned === undefined ? null : planned / 10_000,
      };
    });
  });
}
