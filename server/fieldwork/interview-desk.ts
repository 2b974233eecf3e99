import { type OpenRecord, record } from "#server/database/connection.ts";
import { processSingleton } from "#server/process-singleton.ts";
import { waveFinder } from "#server/submissions/field-waves.ts";
import { submissionDesk } from "#server/submissions/submission-desk.ts";
import type { InterviewDesk } from "./submit-interview.ts";

/** Where interviews are handed in, over an open record. */
export function interviewDeskOf(opened: OpenRecord, now: () => Date): InterviewDesk {
  return { db: opened.db, submissions: submissionDesk(opened), findWave: waveFinder(opened), now };
}

/** The desk of this process, made when the first interview is. */
export function interviewDesk(): Promise<InterviewDesk> {
  return processSingleton("interview-desk", async () => interviewDeskOf(await record(), () => new Date()));
}
