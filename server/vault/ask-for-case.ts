import type { CalendarDate } from "#surveys/calendar-date.ts";
import type { Database } from "../database/connection.ts";
import type { FieldAgent } from "../fieldwork/field-agent.ts";
import { askErasure, requestNumber } from "./erasure-request.ts";
import { heldWave } from "./reveal-for-call.ts";

/**
 * Writes down that the owner an interviewer is speaking to wants to be forgotten.
 * @returns the number and the last day, to be told to the owner
 * @throws AppError `forbidden` unless the case is in the interviewer's hands
 */
export async function askErasureForCase(
  db: Database,
  agent: FieldAgent,
  respondentKey: string,
  now: Date,
): Promise<{ readonly number: string; readonly dueOn: CalendarDate }> {
  await heldWave(db, agent, respondentKey, now);
  const by = { channel: "phone", askedBy: agent.userId } as const;
  const { id, dueOn } = await askErasure(db, { respondentKey }, by, now);
  return { number: requestNumber(id), dueOn };
}
