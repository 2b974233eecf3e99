import type { Transaction } from "kysely";
import { AppError } from "#server/app-error.ts";
import { writeAudit } from "#server/audit/write-audit.ts";
import type { Database } from "#server/database/connection.ts";
import type { Tables } from "#server/database/tables.ts";
import type { Problem } from "#surveys/problem.ts";
import type { WaveState } from "../indicators/wave-option.ts";
import type { WaveFacts } from "./wave-facts.ts";
import type { WaveManager } from "./wave-manager.ts";

/** A step that was made, or everything that stands in its way, each with its remedy. */
export type StepResult =
  | { readonly ok: true }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/** Where a wave may go from a state. Whoever was asked cannot be unasked, and what is published stays. */
const NEXT: Readonly<Record<WaveState, readonly WaveState[]>> = {
  draft: ["locked"],
  locked: ["draft", "field"],
  field: ["closed"],
  closed: ["field", "published"],
  published: [],
};

/**
 * Moves a held wave on and writes down who did it.
 * @throws AppError `conflict` when the way does not exist
 */
export async function moveWave(
  tx: Transaction<Tables>,
  by: WaveManager,
  wave: WaveFacts,
  to: WaveState,
  {
    reason,
    detail = {},
  }: { readonly reason?: string; readonly detail?: Readonly<Record<string, unknown>> } = {},
): Promise<void> {
  if (!NEXT[wave.state].includes(to))
    throw new AppError(
      "conflict",
      `A wave that is ${wave.state} cannot become ${to}: reload the page to see what can be done now.`,
      { state: wave.state },
    );
  await tx.updateTable("wave").set({ state: to }).where("id", "=", wave.id).execute();
  await tx
    .insertInto("wave_step")
    .values({
      wave_id: wave.id,
      from_state: wave.state,
      to_state: to,
      by_id: by.userId,
      reason: reason ?? null,
    })
    .execute();
  await noteWaveDeed(tx, by, wave.id, "step", { from: wave.state, to, ...detail });
}

/** Writes a deed on a wave to the audit log. */
export async function noteWaveDeed(
  tx: Transaction<Tables>,
  by: WaveManager,
  waveId: number,
  deed: string,
  detail: Readonly<Record<string, unknown>> = {},
): Promise<void> {
  await writeAudit(tx, {
    action: "wave.changed",
    actorId: by.userId,
    subject: `wave:${waveId}`,
    detail: { deed, ...detail },
  });
}

/** A reason somebody gave. @throws AppError `invalid` when it says nothing */
export function needReason(reason: string): string {
  const text = reason.trim();
  if (text.length < 2 || text.length > 500)
    throw new AppError("invalid", "A reason is needed: say in a few words why, for those who read the log.");
  return text;
}

export type WaveStep = {
  readonly from: WaveState;
  readonly to: WaveState;
  readonly at: string;
  /** Name of the person; null for the command line. */
  readonly by: string | null;
  readonly reason: string | null;
};

/** The steps a wave has made, in their order. */
export async function waveSteps(
  db: Database,
  _by: WaveManager,
  waveId: number,
): Promise<readonly WaveStep[]> {
  const rows = await db
    .selectFrom("wave_step as step")
    .leftJoin("user", "user.id", "step.by_id")
    .select(["step.from_state", "step.to_state", "step.at", "step.reason", "user.name"])
    .where("step.wave_id", "=", waveId)
    .orderBy("step.id")
    .execute();
  return rows.map((row) => ({
    from: row.from_state as WaveState,
    to: row.to_state as WaveState,
    at: row.at.toISOString(),
    by: row.name,
    reason: row.reason,
  }));
}
