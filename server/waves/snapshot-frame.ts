import type { ClientBase } from "pg";
import type { CalendarDate } from "#surveys/calendar-date.ts";
import { DEFAULT_PHASE_BOUNDARIES, type PhaseBoundaries } from "#surveys/owner-phase.ts";
import { statementsOn } from "../database/statements.ts";
import { linkRespondents } from "../vault/frame-links.ts";
import { stageFrame, writeFrame } from "./frame/stage-frame.ts";

/**
 * Fixes who could have been asked in a wave whose answers were gathered elsewhere: frame members and, in the vault, whose
 * they are, for every project that has none in the wave yet. All of them count as asked.
 * @returns members added
 */
export async function snapshotFrame(
  client: ClientBase,
  wave: { readonly id: number; readonly cutoffOn: CalendarDate },
  boundaries: PhaseBoundaries = DEFAULT_PHASE_BOUNDARIES,
): Promise<number> {
  const run = statementsOn(client);
  const owners = await stageFrame(run, wave, boundaries);
  await writeFrame(run, wave.id);
  await linkRespondents(run, wave.id);
  await run("drop table frame_home");
  return owners;
}
