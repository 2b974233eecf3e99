import type { Statements } from "#server/database/statements.ts";
import { DISPOSITION_GROUPS, type DispositionGroup } from "#surveys/disposition.ts";

/** Everything that was counted at the closing of a wave, each thing once. */
export type WaveCounts = {
  readonly owners: number;
  readonly asked: number;
  readonly outcomes: Readonly<Record<DispositionGroup, number>>;
  readonly received: number;
  readonly counted: number;
  readonly isolated: number;
  readonly voided: number;
  readonly brokenOff: number;
  /** Counted answers that ended the interview because the person was not whom it is for. */
  readonly screenedOut: number;
  /** Counted and without a weight of their own, by decision. */
  readonly weightingExempt: number;
  readonly late: number;
  readonly secondAnswers: number;
};

/** A sum that must come out, with both sides. */
export type ReconciliationLine = {
  readonly code:
    | "asked-outcomes"
    | "received-parts"
    | "counted-interviews"
    | "weighted-owners"
    | "shown-exported";
  readonly left: number;
  readonly right: number;
  readonly holds: boolean;
};

export type Reconciliation = { readonly counts: WaveCounts; readonly lines: readonly ReconciliationLine[] };

const COUNTS = `
  select (select count(*) from frame_member where wave_id = $1) as owners,
    (select count(*) from frame_member where wave_id = $1 and sampled) as asked,
    (select count(*) from response where wave_id = $1) as received,
    (select count(*) from response where wave_id = $1 and quality in ('ok', 'flagged')) as counted,
    (select count(*) from response where wave_id = $1 and quality = 'excluded' and not ('break-off' = any(quality_reasons))) as isolated,
    (select count(*) from response where wave_id = $1 and quality = 'void') as voided,
    (select count(*) from response where wave_id = $1 and quality = 'excluded' and 'break-off' = any(quality_reasons)) as "brokenOff",
    (select count(*) from response r join frame_member m using (respondent_key)
     where r.wave_id = $1 and r.quality in ('ok', 'flagged') and m.disposition = 'NE') as "screenedOut",
    (select count(*) from response where wave_id = $1 and quality in ('ok', 'flagged') and weighting_exempt) as "weightingExempt",
    (select count(*) from late_answer where wave_id = $1) as late,
    (select count(*) from response_conflict c join frame_member m using (respondent_key) where m.wave_id = $1) as "secondAnswers"`;

/** Counts a wave from the record. */
export async function waveCounts(run: Statements, waveId: number): Promise<WaveCounts> {
  const [row] = await run<Omit<WaveCounts, "outcomes">>(COUNTS, [waveId]);
  if (row === undefined) throw new Error("an aggregate gave no row");
  const outcomes = await run<{ disposition: DispositionGroup; n: number }>(
    "select disposition, count(*) as n from frame_member where wave_id = $1 and sampled and disposition is not null group by 1",
    [waveId],
  );
  const found = new Map(outcomes.map(({ disposition, n }) => [disposition, n]));
  return {
    ...row,
    outcomes: Object.fromEntries(
      DISPOSITION_GROUPS.map((group) => [group, found.get(group) ?? 0]),
    ) as WaveCounts["outcomes"],
  };
}

function line(code: ReconciliationLine["code"], left: number, right: number): ReconciliationLine {
  return { code, left, right, holds: Math.abs(left - right) <= 1e-6 * Math.max(1, right) };
}

/**
 * The sums that must come out: asked = all outcomes; received = counted + isolated + void + broken off; counted =
 * interviews (complete, partial, and those an answer ended); weights × respondents = owners spoken for.
 * @param weighted Σ weight × respondents, and the owners they stand for
 */
export function reconcile(
  counts: WaveCounts,
  weighted: { readonly sum: number; readonly owners: number },
): Reconciliation {
  const { outcomes, received, counted, isolated, voided, brokenOff } = counts;
  const all = DISPOSITION_GROUPS.reduce((sum, group) => sum + outcomes[group], 0);
  return {
    counts,
    lines: [
      line("asked-outcomes", counts.asked, all),
      line("received-parts", received, counted + isolated + voided + brokenOff),
      line("counted-interviews", counted, outcomes.I + outcomes.P + counts.screenedOut),
      line("weighted-owners", weighted.sum, weighted.owners),
    ],
  };
}

/** The line that compares what screens show with what the export writes. */
export function shownLine(shown: number, exported: number): ReconciliationLine {
  return line("shown-exported", shown, exported);
}
