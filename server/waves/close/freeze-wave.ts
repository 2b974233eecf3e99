import type { Statements } from "#server/database/statements.ts";
import type { Tell } from "../work/wave-work.ts";
import { answeredStrata } from "./answered-strata.ts";
import { hashData } from "./hash-data.ts";
import { type Reconciliation, reconcile, waveCounts } from "./reconcile.ts";
import { type WaveWeighting, waveWeights } from "./wave-weights.ts";

async function keepWeights(run: Statements, waveId: number, { strata }: WaveWeighting): Promise<void> {
  await run("delete from wave_weight where wave_id = $1", [waveId]);
  await run(
    `insert into wave_weight (wave_id, project_id, phase, owners, respondents, weight, pool)
     select $1, * from unnest($2::bigint[], $3::text[], $4::int[], $5::int[], $6::float8[], $7::text[])`,
    [
      waveId,
      strata.map(({ projectId }) => projectId),
      strata.map(({ phase }) => phase),
      strata.map(({ owners }) => owners),
      strata.map(({ respondents }) => respondents),
      strata.map(({ weight }) => weight ?? null),
      strata.map(({ pool }) => pool),
    ],
  );
}

/** @throws Error when a sum does not come out: the record contradicts itself, and nobody should close over that */
function needHolds({ lines }: Reconciliation): void {
  const broken = lines.filter(({ holds }) => !holds);
  if (broken.length > 0) throw new Error(`a wave does not reconcile: ${JSON.stringify(broken)}`);
}

/** What is frozen, by whom, and the rule it is weighted by. */
export type FreezeOrder = {
  readonly waveId: number;
  readonly rule: WaveWeighting["rule"];
  readonly closedBy: string | null;
  /** When it was; the record's own clock when absent. */
  readonly at?: Date;
};

/**
 * Makes and lists the weights of a wave whose outcomes are final, checks the sums and keeps a closing under a hash over
 * the data, after which triggers refuse every change to them. Inside a transaction.
 * @throws Error when a sum does not come out
 */
export async function freezeWave(
  run: Statements,
  { waveId, rule, closedBy, at }: FreezeOrder,
  tell: Tell = async () => undefined,
): Promise<{ readonly hash: Buffer; readonly counted: number }> {
  await tell("weights");
  const weighting = waveWeights(await answeredStrata(run, waveId), rule);
  await keepWeights(run, waveId, weighting);
  const { strata, ...log } = weighting;
  const sum = strata.reduce((total, { weight = 0, respondents }) => total + weight * respondents, 0);
  const reconciliation = reconcile(await waveCounts(run, waveId), { sum, owners: weighting.ownersCovered });
  needHolds(reconciliation);
  await tell("hashing");
  const hash = await hashData(run, waveId);
  await run(
    `insert into wave_close (wave_id, number, closed_by, closed_at, data_hash, frame_hash, questionnaire_hash, weighting, reconciliation)
     select w.id, (select coalesce(max(number), 0) + 1 from wave_close where wave_id = w.id), $2, coalesce($3::timestamptz, now()), $4,
            f.hash, q.hash, $5::jsonb, $6::jsonb
     from wave w join questionnaire q on q.id = w.questionnaire_id and q.version = w.questionnaire_version
     left join wave_frame f on f.wave_id = w.id where w.id = $1`,
    [waveId, closedBy, at ?? null, hash, JSON.stringify(log), JSON.stringify(reconciliation)],
  );
  return { hash, counted: reconciliation.counts.counted };
}
