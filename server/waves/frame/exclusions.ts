import { z } from "zod";
import { AppError } from "#server/app-error.ts";
import type { Database } from "#server/database/connection.ts";
import { isUniqueViolation } from "#server/database/is-unique-violation.ts";
import { statementsOf } from "#server/database/statements.ts";
import { treeOn } from "#server/scope/org-tree.ts";
import type { Scope } from "#server/scope/scope.ts";
import { sightOn } from "#server/scope/sight.ts";
import { homesOfKeys, keyOfHome } from "#server/vault/frame-links.ts";
import { noteWaveDeed } from "../move-wave.ts";
import { holdWave, needState, readWave } from "../wave-facts.ts";
import type { WaveManager } from "../wave-manager.ts";
import { ASKED_REASONS, type AskedReason } from "./exclusion-reasons.ts";

export const exclusionWish = z.strictObject({
  waveId: z.int().positive(),
  homeCode: z.string().trim().min(1).max(80),
  reason: z.enum(ASKED_REASONS),
  note: z.string().trim().max(500).default(""),
});
export type ExclusionWish = z.infer<typeof exclusionWish>;

const OPEN_STATES = ["locked", "field"] as const;

/**
 * Asks that a home of one's own units be left in peace. Nothing is learned by asking: whether the home was drawn, or has
 * answered, is not said. Until somebody at headquarters decides, nothing changes.
 * @throws AppError `not_found` for a home that is not in the frame or not of one's units, `conflict` when it was asked already
 */
export async function askExclusion(db: Database, scope: Scope, wish: ExclusionWish): Promise<number> {
  if (scope.viewedBy !== null)
    throw new AppError("forbidden", "You are looking through another person's eyes: stop that first.");
  if (wish.reason === "other" && wish.note.length < 2)
    throw new AppError("invalid", "This reason says nothing by itself: write down what the case is.");
  const wave = await readWave(db, wish.waveId);
  needState(wave, OPEN_STATES, "leaving a home out");
  const found = await keyOfHome(statementsOf(db), wave.id, wish.homeCode);
  const sight = sightOn(scope, await treeOn(db, wave.cutoffOn));
  if (!found || !sight.readable.has(found.projectId))
    throw new AppError("not_found", "There is no such home of yours in this wave: check its code.");
  try {
    const { id } = await db
      .insertInto("frame_exclusion")
      .values({
        wave_id: wave.id,
        respondent_key: found.respondentKey,
        reason: wish.reason,
        note: wish.note,
        asked_by: scope.userId,
      })
      .returning("id")
      .executeTakeFirstOrThrow();
    return id;
  } catch (failure) {
    if (isUniqueViolation(failure))
      throw new AppError("conflict", "This home is being decided on already: wait for headquarters.");
    throw failure;
  }
}

/**
 * Decides on a wish. An approved home stays in the frame as an eligible one that was not interviewed, with the reason and
 * the approver, and its link opens nothing any more.
 * @throws AppError `forbidden` for whoever asked, and at the command line; `conflict` when decided, or answered meanwhile
 */
export async function decideExclusion(
  db: Database,
  by: WaveManager,
  id: number,
  approve: boolean,
): Promise<void> {
  await db.transaction().execute(async (tx) => {
    const wish = await tx
      .selectFrom("frame_exclusion")
      .selectAll()
      .where("id", "=", id)
      .forUpdate()
      .executeTakeFirst();
    if (!wish) throw new AppError("not_found", "There is no such wish: reload the list.");
    if (wish.decision !== null)
      throw new AppError("conflict", "This wish is decided already: reload the list.");
    if (by.userId === null || by.userId === wish.asked_by)
      throw new AppError("forbidden", "Leaving a home out takes two people: have somebody else decide.");
    const wave = await holdWave(tx, wish.wave_id);
    needState(wave, OPEN_STATES, "leaving a home out");
    if (approve) {
      const { numUpdatedRows } = await tx
        .updateTable("frame_member")
        .set({ exclusion: wish.reason, exclusion_by: by.userId })
        .where("respondent_key", "=", wish.respondent_key)
        .where("exclusion", "is", null)
        .where((where) =>
          where.or([where("disposition", "is", null), where("disposition", "not in", ["I", "P"])]),
        )
        .executeTakeFirst();
      if (numUpdatedRows === 0n)
        throw new AppError(
          "conflict",
          "This home has answered, or is left out already: an answer is judged in the quality review, refuse the wish.",
        );
    }
    await tx
      .updateTable("frame_exclusion")
      .set({ decision: approve ? "approved" : "refused", decided_by: by.userId, decided_at: new Date() })
      .where("id", "=", id)
      .execute();
    await noteWaveDeed(tx, by, wave.id, approve ? "home-left-out" : "leaving-out-refused", {
      exclusion: id,
      reason: wish.reason,
    });
  });
}

export type ExclusionRow = {
  readonly id: number;
  readonly homeCode?: string | undefined;
  readonly project: string;
  readonly projectEn: string | null;
  readonly reason: AskedReason;
  readonly note: string;
  readonly askedBy: string | null;
  readonly askedAt: string;
  readonly decision: "approved" | "refused" | null;
  readonly decidedBy: string | null;
};

/** Every wish to leave a home out of a wave, the undecided ones first. */
export async function listExclusions(
  db: Database,
  _by: WaveManager,
  waveId: number,
): Promise<readonly ExclusionRow[]> {
  await readWave(db, waveId);
  const rows = await db
    .selectFrom("frame_exclusion as wish")
    .innerJoin("frame_member as member", "member.respondent_key", "wish.respondent_key")
    .innerJoin("org_unit as project", "project.id", "member.project_id")
    .leftJoin("user as asker", "asker.id", "wish.asked_by")
    .leftJoin("user as decider", "decider.id", "wish.decided_by")
    .select([
      "wish.id",
      "wish.respondent_key",
      "project.name as project",
      "project.name_en as projectEn",
      "wish.reason",
      "wish.note",
      "asker.name as askedBy",
      "wish.asked_at",
      "wish.decision",
      "decider.name as decidedBy",
    ])
    .where("wish.wave_id", "=", waveId)
    .orderBy((order) => order("wish.decision", "is not", null))
    .orderBy("wish.id", "desc")
    .execute();
  const codes = await homesOfKeys(
    statementsOf(db),
    rows.map((row) => row.respondent_key),
  );
  return rows.map((row) => ({
    id: row.id,
    homeCode: codes.get(row.respondent_key),
    project: row.project,
    projectEn: row.projectEn,
    reason: row.reason as AskedReason,
    note: row.note,
    askedBy: row.askedBy,
    askedAt: row.asked_at.toISOString(),
    decision: row.decision as ExclusionRow["decision"],
    decidedBy: row.decidedBy,
  }));
}
