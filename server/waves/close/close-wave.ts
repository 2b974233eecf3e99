import { sql, type Transaction } from "kysely";
import { AppError } from "#server/app-error.ts";
import type { Database } from "#server/database/connection.ts";
import { type Statements, statementsOf } from "#server/database/statements.ts";
import type { Tables } from "#server/database/tables.ts";
import type { CalendarDate } from "#surveys/calendar-date.ts";
import { moveWave, needReason, type StepResult } from "../move-wave.ts";
import { readWaveSettings } from "../settings.ts";
import { holdWave, needState } from "../wave-facts.ts";
import type { WaveManager } from "../wave-manager.ts";
import type { Tell } from "../work/wave-work.ts";
import { answeredStrata } from "./answered-strata.ts";
import { closeProblems } from "./close-problems.ts";
import { hashData } from "./hash-data.ts";
import { type Reconciliation, reconcile, waveCounts } from "./reconcile.ts";
import { settleOutcomes, unsettleOutcomes } from "./settle-outcomes.ts";
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

/**
 * Ends a wave: every home that was asked gets its one final outcome, weights are made and listed, the sums are checked,
 * and the data are frozen under a hash. Answers that come later are kept apart (late-answers.ts).
 * @param earlyReason why before its last day is over
 */
export async function closeWave(
  db: Database,
  by: WaveManager,
  waveId: number,
  today: CalendarDate,
  earlyReason?: string,
  tell: Tell = async () => undefined,
): Promise<StepResult> {
  const settings = await readWaveSettings(db, waveId);
  const reason = earlyReason === undefined ? undefined : needReason(earlyReason);
  return await db.transaction().execute(async (tx): Promise<StepResult> => {
    const run = statementsOf(tx);
    // answers that come in while others are counted wait, also those of other waves; readers do not
    await run("lock table response in share row exclusive mode");
    const wave = await holdWave(tx, waveId);
    needState(wave, ["field"], "closing it");
    const problems = await closeProblems(run, wave, today, reason !== undefined);
    if (problems.length > 0) return { ok: false, problems };
    await tell("outcomes");
    await settleOutcomes(run, waveId);
    await tell("weights");
    const weighting = waveWeights(await answeredStrata(run, waveId), {
      collapseBelow: settings["weights.collapse_below"],
      trim: settings["weights.trim"],
    });
    await keepWeights(run, waveId, weighting);
    const { strata, ...log } = weighting;
    const sum = strata.reduce((total, { weight = 0, respondents }) => total + weight * respondents, 0);
    const reconciliation = reconcile(await waveCounts(run, waveId), { sum, owners: weighting.ownersCovered });
    needHolds(reconciliation);
    await tell("hashing");
    const hash = await hashData(run, waveId);
    await freeze(tx, by, { waveId, hash, log, reconciliation });
    await moveWave(tx, by, wave, "closed", {
      ...(reason !== undefined && { reason }),
      detail: { data: hash.toString("hex"), counted: reconciliation.counts.counted },
    });
    return { ok: true };
  });
}

type Frozen = {
  readonly waveId: number;
  readonly hash: Buffer;
  readonly log: Omit<WaveWeighting, "strata">;
  readonly reconciliation: Reconciliation;
};

async function freeze(
  tx: Transaction<Tables>,
  by: WaveManager,
  { waveId, hash, log, reconciliation }: Frozen,
): Promise<void> {
  const { questionnaire } = await tx
    .selectFrom("wave")
    .innerJoin("questionnaire", (join) =>
      join
        .onRef("questionnaire.id", "=", "wave.questionnaire_id")
        .onRef("questionnaire.version", "=", "wave.questionnaire_version"),
    )
    .select("questionnaire.hash as questionnaire")
    .where("wave.id", "=", waveId)
    .executeTakeFirstOrThrow();
  const frame = await tx
    .selectFrom("wave_frame")
    .select("hash")
    .where("wave_id", "=", waveId)
    .executeTakeFirst();
  const { number } = await tx
    .selectFrom("wave_close")
    .select(({ fn }) => sql<number>`coalesce(${fn.max("number")}, 0) + 1`.as("number"))
    .where("wave_id", "=", waveId)
    .executeTakeFirstOrThrow();
  await tx
    .insertInto("wave_close")
    .values({
      wave_id: waveId,
      number,
      closed_by: by.userId,
      data_hash: hash,
      frame_hash: frame?.hash ?? null,
      questionnaire_hash: questionnaire,
      weighting: JSON.stringify(log),
      reconciliation: JSON.stringify(reconciliation),
    })
    .execute();
}

/**
 * Takes a closing back, with a reason, while nothing was published: the data can change again, and the next closing makes
 * a new version of them.
 */
export async function reopenWave(
  db: Database,
  by: WaveManager,
  waveId: number,
  reason: string,
): Promise<StepResult> {
  const why = needReason(reason);
  return await db.transaction().execute(async (tx): Promise<StepResult> => {
    const wave = await holdWave(tx, waveId);
    needState(wave, ["closed"], "reopening it");
    const { numUpdatedRows } = await tx
      .updateTable("wave_close")
      .set({ reopened_by: by.userId, reopened_at: sql<Date>`now()` })
      .where("wave_id", "=", waveId)
      .where("reopened_at", "is", null)
      .executeTakeFirst();
    if (numUpdatedRows === 0n)
      throw new AppError(
        "conflict",
        "This wave came with its answers (an import): undo the import to change them, there is no field to reopen.",
      );
    await unsettleOutcomes(statementsOf(tx), waveId);
    await moveWave(tx, by, wave, "field", { reason: why });
    return { ok: true };
  });
}

/**
 * Makes a closed wave final. The data are hashed again first: what is published is what was closed.
 * @throws AppError `forbidden` for whoever closed it, and at the command line, where the rules want two people
 */
export async function publishWave(
  db: Database,
  by: WaveManager,
  waveId: number,
  reason?: string,
  tell: Tell = async () => undefined,
): Promise<StepResult> {
  const why = reason === undefined ? undefined : needReason(reason);
  const settings = await readWaveSettings(db, waveId);
  return await db.transaction().execute(async (tx): Promise<StepResult> => {
    const wave = await holdWave(tx, waveId);
    needState(wave, ["closed"], "publishing it");
    const standing = await tx
      .selectFrom("wave_close")
      .select(["number", "data_hash", "closed_by"])
      .where("wave_id", "=", waveId)
      .where("reopened_at", "is", null)
      .executeTakeFirst();
    if (
      settings["publish.two_people"] &&
      standing &&
      (by.userId === null || by.userId === standing.closed_by)
    )
      throw new AppError(
        "forbidden",
        "Publishing takes two people: have somebody else than who closed it do it.",
      );
    await tell("hashing");
    const hash = await hashData(statementsOf(tx), waveId);
    if (standing && !hash.equals(standing.data_hash))
      return {
        ok: false,
        problems: [
          {
            code: "data-changed",
            item: "",
            zh: "数据与关闭时不一致：请查明原因，重新打开后再次关闭",
            en: "The data are not those that were closed: find out why, reopen the wave and close it again.",
          },
        ],
      };
    await moveWave(tx, by, wave, "published", {
      ...(why !== undefined && { reason: why }),
      detail: { data: hash.toString("hex") },
    });
    return { ok: true };
  });
}
