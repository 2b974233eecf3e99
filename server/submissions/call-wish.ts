import { type CallTime, callTimes } from "#surveys/call-times.ts";
import { wishCall } from "../fieldwork/wish-call.ts";
import { contactTimes, readWaveSettings } from "../waves/settings.ts";
import type { Visit } from "./visit.ts";

/** When this owner may ask to be called. */
export async function offeredTimes({ desk, wave }: Visit): Promise<readonly CallTime[]> {
  return callTimes(desk.now(), wave.closesOn, contactTimes(await readWaveSettings(desk.record.db)));
}

/**
 * Keeps the wish to be called.
 * @param chosen what the form sent: "any", or the first minute of a time that was offered
 * @returns the times to choose from again when the chosen one is not offered any more
 */
export async function keepCallWish(
  visit: Visit,
  chosen: string | null,
): Promise<readonly CallTime[] | undefined> {
  const { desk, invited } = visit;
  if (chosen === "any") {
    await wishCall(desk.record.db, invited.respondentKey);
    return undefined;
  }
  const times = await offeredTimes(visit);
  const time = times.find(({ at }) => at.toISOString() === chosen);
  if (!time) return times;
  await wishCall(desk.record.db, invited.respondentKey, time.at);
  return undefined;
}
