import type { CalendarDate } from "#surveys/calendar-date.ts";
import { shanghaiDate } from "#surveys/calendar-date.ts";
import { type OpenRecord, openRecord } from "../database/connection.ts";
import type { FrontRequest } from "../http/exchange.ts";
import { type FindInvitation, type Invited, invitationFinder } from "../invitations/find-invitation.ts";
import type { Reading } from "../owner-page/document.ts";
import type { Language } from "../owner-page/language.ts";
import { readingOf } from "../owner-page/reading.ts";
import { deviceOf } from "./device.ts";
import { type FindWave, waveFinder } from "./field-waves.ts";
import { type Marks, markMaker } from "./respondent-marks.ts";
import { type SubmissionDesk, submissionDesk } from "./submission-desk.ts";

/** How and from where somebody speaks to us. */
type RequestCircumstances = {
  readonly language: Language;
  readonly reading: Reading;
  readonly marks: Marks;
};

/** Everything the owner's door works with. */
export type OwnerDesk = {
  readonly record: OpenRecord;
  readonly findInvitation: FindInvitation;
  readonly findWave: FindWave;
  readonly submissions: SubmissionDesk;
  readonly now: () => Date;
  readonly today: () => CalendarDate;
  readonly circumstances: (request: FrontRequest, invited: Invited) => RequestCircumstances;
  /** Waits until everything handed in has committed, then lets go of the record. */
  readonly close: () => Promise<void>;
};

/**
 * Connections of the owners' own, so that no report or import can take the last one. Their statements look up single
 * rows and keep their plans: one made while a table was still empty must not be a scan that grows with the wave, and
 * planning anew for each batch costs as much as keeping eight answers.
 */
const OWNERS_CONNECTIONS = {
  max: 6,
  settings: { enable_seqscan: "off", jit: "off", plan_cache_mode: "force_generic_plan" },
} as const;

/** The day of a clock in Asia/Shanghai, written out once a day and not once a request. */
function dayOf(now: () => number): () => CalendarDate {
  let [begin, end, day] = [0, 0, ""];
  return () => {
    const at = now();
    if (at < begin || at >= end) {
      day = shanghaiDate(new Date(at));
      begin = Date.parse(`${day}T00:00:00+08:00`);
      end = begin + 86_400_000;
    }
    return day;
  };
}

/** @param now the clock, in milliseconds since 1970 */
export function ownerDesk(url: string, now: () => number = Date.now): OwnerDesk {
  const record = openRecord(url, OWNERS_CONNECTIONS);
  const submissions = submissionDesk(record);
  const marks = markMaker();
  return {
    record,
    findInvitation: invitationFinder(record),
    findWave: waveFinder(record, now),
    submissions,
    now: () => new Date(now()),
    today: dayOf(now),
    circumstances: (request, invited) => {
      const reading = readingOf(request, invited);
      return {
        language: reading.language,
        reading,
        marks: marks(invited.waveId, deviceOf(request), request.address),
      };
    },
    close: async () => {
      await submissions.drained();
      await record.close();
    },
  };
}
