import { processSingleton } from "#server/process-singleton.ts";

/** Links made so far by the orders at work in this process; what they wrote is not yet visible to anybody else. */
export function mailingProgress(): Map<number, number> {
  return processSingleton("mailing-progress", () => new Map<number, number>());
}
