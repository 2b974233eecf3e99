import { randomInt } from "node:crypto";
import type { Transaction } from "kysely";
import { AppError } from "#server/app-error.ts";
import type { Database } from "#server/database/connection.ts";
import { roomToSort } from "#server/database/room-to-sort.ts";
import { type Statements, statementsOf } from "#server/database/statements.ts";
import type { Tables } from "#server/database/tables.ts";
import { drawHomes } from "#server/vault/draw-homes.ts";
import type { OwnerPhase } from "#surveys/owner-phase.ts";
import { frameStrata } from "../frame/frame-strata.ts";
import { noteWaveDeed } from "../move-wave.ts";
import { holdWave, type WaveFacts } from "../wave-facts.ts";
import type { WaveManager } from "../wave-manager.ts";
import type { Tell } from "../work/wave-work.ts";
import { type PlannedStratum, planStratum, type StoredPlan, storedPlan } from "./sample-plan.ts";

export type SampleStratum = PlannedStratum & { readonly projectId: number; readonly phase: OwnerPhase };

/** A draw, and what it has to do with the one that stands. */
export type SampleDraw = {
  readonly waveId: number;
  readonly seed: number;
  readonly plan: StoredPlan;
  readonly owners: number;
  readonly drawn: number;
  /** SHA-256 over the codes of the drawn homes, hexadecimal. */
  readonly hash: string;
  readonly strata: readonly SampleStratum[];
  /**
   * drawn: it is the wave's sample from now on · replayed: it is what was drawn before, home for home · rehearsed: nothing
   * was changed, because the wave is past drawing.
   */
  readonly outcome: "drawn" | "replayed" | "rehearsed";
};

/** What to draw; what is left out is taken from the draw that stands, or the seed is thrown anew. */
export type DrawOrder = { readonly plan?: StoredPlan; readonly seed?: number };

type StandingDraw = {
  readonly draw: number;
  readonly seed: number;
  readonly plan: StoredPlan;
  readonly hash: string;
};

async function standingDraw(tx: Transaction<Tables>, waveId: number): Promise<StandingDraw | undefined> {
  const row = await tx
    .selectFrom("wave_sample")
    .select(["draw", "seed", "plan", "hash"])
    .where("wave_id", "=", waveId)
    .orderBy("draw", "desc")
    .limit(1)
    .executeTakeFirst();
  return row && { ...row, plan: storedPlan.parse(row.plan), hash: row.hash.toString("hex") };
}

async function planFrame(
  tx: Transaction<Tables>,
  waveId: number,
  plan: StoredPlan,
): Promise<SampleStratum[]> {
  const strata = await frameStrata(tx, waveId);
  return strata.map(({ projectId, phase, owners }) => ({
    projectId,
    phase,
    ...planStratum(plan, owners, { projectId, phase }),
  }));
}

/** Homes of the standing sample that a new draw would drop. */
async function dropped(run: Statements, waveId: number): Promise<boolean> {
  const [row] = await run<{ dropped: boolean }>(
    `select exists (select from frame_member m where m.wave_id = $1 and m.sampled
       and not exists (select from drawn_home d where d.respondent_key = m.respondent_key)) as dropped`,
    [waveId],
  );
  return row?.dropped ?? false;
}

async function wasInvited(run: Statements, waveId: number): Promise<boolean> {
  const [row] = await run<{ invited: boolean }>(
    "select exists (select from invitation where wave_id = $1) as invited",
    [waveId],
  );
  return row?.invited ?? false;
}

/** Marks the drawn homes as asked, and nobody else. */
async function markDrawn(run: Statements, waveId: number, everybody: boolean): Promise<void> {
  if (everybody) {
    await run("update frame_member set sampled = true where wave_id = $1 and not sampled", [waveId]);
    return;
  }
  await run(
    `update frame_member m set sampled = not m.sampled
     from (select f.respondent_key from frame_member f left join drawn_home d using (respondent_key)
           where f.wave_id = $1 and f.sampled <> (d.respondent_key is not null)) changed
     where m.respondent_key = changed.respondent_key`,
    [waveId],
  );
}

async function keep(
  tx: Transaction<Tables>,
  by: WaveManager,
  wave: WaveFacts,
  draw: SampleDraw,
  number: number,
) {
  const run = statementsOf(tx);
  const frame = await tx
    .selectFrom("wave_frame")
    .select("hash")
    .where("wave_id", "=", wave.id)
    .executeTakeFirstOrThrow();
  await tx.deleteFrom("wave_stratum").where("wave_id", "=", wave.id).execute();
  await run(
    `insert into wave_stratum (wave_id, project_id, phase, owners, target, drawn, take_all)
     select $1, * from unnest($2::bigint[], $3::text[], $4::int[], $5::int[], $6::int[], $7::boolean[])`,
    [
      wave.id,
      draw.strata.map(({ projectId }) => projectId),
      draw.strata.map(({ phase }) => phase),
      draw.strata.map(({ owners }) => owners),
      draw.strata.map(({ target }) => target),
      draw.strata.map(({ drawn }) => drawn),
      draw.strata.map(({ takeAll }) => takeAll),
    ],
  );
  await tx
    .insertInto("wave_sample")
    .values({
      wave_id: wave.id,
      draw: number,
      seed: draw.seed,
      plan: JSON.stringify(draw.plan),
      owners: draw.owners,
      drawn: draw.drawn,
      frame_hash: frame.hash,
      hash: Buffer.from(draw.hash, "hex"),
      drawn_by: by.userId,
    })
    .execute();
  await noteWaveDeed(tx, by, wave.id, "sample-drawn", {
    draw: number,
    seed: draw.seed,
    plan: draw.plan,
    drawn: draw.drawn,
    hash: draw.hash,
  });
}

/**
 * Draws the sample of a wave whose frame is fixed, or shows that a draw gives the homes it gave before. Everybody in the
 * frame can be drawn, also who is left in peace: they are among the asked with an outcome of their own, so that leaving
 * somebody out never makes room for somebody friendlier. Once owners were invited a new draw may only add homes, by the
 * same seed. Of a wave beyond that the draw is rehearsed and changes nothing.
 * @throws AppError `conflict` when there is no frame yet, or when invited homes would drop out; `bad_request` without a plan
 */
export async function drawSample(
  db: Database,
  by: WaveManager,
  waveId: number,
  order: DrawOrder,
  tell: Tell = async () => undefined,
): Promise<SampleDraw> {
  return await db.transaction().execute(async (tx) => {
    const wave = await holdWave(tx, waveId);
    if (wave.state === "draft")
      throw new AppError("conflict", "This wave has no frame yet: lock it first, then draw.");
    const standing = await standingDraw(tx, waveId);
    const plan = order.plan ?? standing?.plan;
    if (plan === undefined)
      throw new AppError(
        "bad_request",
        "Nothing was drawn yet: say whom to ask (everybody, so many, or to a margin).",
      );
    const seed = order.seed ?? standing?.seed ?? randomInt(2 ** 32);
    const strata = await planFrame(tx, waveId, plan);
    const run = statementsOf(tx);
    await roomToSort(run);
    await tell("drawing");
    const { drawn, hash, everybody } = await drawHomes(run, waveId, seed, strata);
    const found = {
      waveId,
      seed,
      plan,
      owners: strata.reduce((sum, { owners }) => sum + owners, 0),
      drawn,
      hash: hash.toString("hex"),
      strata,
    };
    const isSame = standing?.hash === found.hash && standing.seed === seed;
    if (isSame && JSON.stringify(standing.plan) === JSON.stringify(plan))
      return { ...found, outcome: "replayed" };
    const isOurs = wave.origin === "system" && (wave.state === "locked" || wave.state === "field");
    if (!isOurs) return { ...found, outcome: "rehearsed" };
    const isBound = wave.state === "field" || (await wasInvited(run, waveId));
    if (isBound && standing !== undefined && !everybody && (await dropped(run, waveId)))
      throw new AppError(
        "conflict",
        "Owners were invited already, and this draw would drop some of them: add homes by the same seed, or leave the sample.",
      );
    const draw: SampleDraw = { ...found, outcome: "drawn" };
    await tell("writing");
    await markDrawn(run, waveId, everybody);
    await keep(tx, by, wave, draw, (standing?.draw ?? 0) + 1);
    return draw;
  });
}
