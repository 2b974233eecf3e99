import type { Statements } from "#server/database/statements.ts";
import type { OwnerPhase } from "#surveys/owner-phase.ts";

/** An answer as the record keeps it, without words and without anything that leads to a person. */
export type CodedAnswer = {
  readonly id: string;
  readonly projectId: number;
  readonly regionId: number | null;
  readonly phase: OwnerPhase;
  readonly mode: "web" | "phone" | "visit";
  /** Seconds since 1970. */
  readonly at: number;
  /** Seconds it took, and who asked; null where nobody measured, or nobody asked. */
  readonly seconds: number | null;
  readonly interviewer: string | null;
  readonly network: string | null;
  readonly quality: "ok" | "flagged" | "excluded" | "void";
  readonly brokenOff: boolean;
  readonly weightingExempt: boolean;
  /** One byte an entry of the questionnaire's code book. */
  readonly codes: Uint8Array;
};

const AT_ONCE = 5_000;

const DECLARE = `
  declare coded_answers no scroll cursor for
  select r.id, r.project_id as "projectId", f.region_id as "regionId", r.phase, r.mode,
         extract(epoch from r.submitted_at)::float8 as at, r.duration_s as seconds, r.interviewer, encode(r.network_hash, 'hex') as network, r.quality,
         'break-off' = any(r.quality_reasons) as "brokenOff", r.weighting_exempt as "weightingExempt", r.codes
  from response r join frame_member f using (respondent_key)
  where r.wave_id = $1 order by r.project_id, r.submitted_at, r.id`;

/**
 * Every answer of a wave in the order of projects and time, a few thousand at once. Must run inside a transaction; all of
 * it is read at one state of the record.
 */
export async function* readCodedAnswers(
  run: Statements,
  waveId: number,
): AsyncGenerator<readonly CodedAnswer[]> {
  await run(DECLARE, [waveId]);
  try {
    for (;;) {
      const rows = await run<CodedAnswer>(`fetch ${AT_ONCE} from coded_answers`);
      if (rows.length === 0) return;
      yield rows;
    }
  } finally {
    await run("close coded_answers");
  }
}
