import { type LoadingLoop, loadingLoop } from "#server/analysis/loading-loop.ts";
import { keepReceipts } from "#server/submissions/keep-receipts.ts";
import { type CalendarDate, shanghaiDate } from "#surveys/calendar-date.ts";
import { ageRecord, type RetentionDesk } from "./age-record.ts";

/** A failed day is tried again after so long. */
const AGAIN_MS = 15 * 60_000;

/** Ages the record once a day, and when the process starts, by the clock of its desk; receipts of new answers are written down beside it. */
export function retentionLoop(desk: RetentionDesk): LoadingLoop {
  let doneOn: CalendarDate | undefined;
  let triedAt = Number.NEGATIVE_INFINITY;
  return loadingLoop(async () => {
    const now = desk.now();
    const today = shanghaiDate(now);
    if (today === doneOn || now.getTime() - triedAt < AGAIN_MS) return;
    triedAt = now.getTime();
    await ageRecord(desk);
    await keepReceipts(desk.db);
    doneOn = today;
    triedAt = Number.NEGATIVE_INFINITY;
  }, "what has been kept long enough could not be destroyed");
}
