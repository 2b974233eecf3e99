import { busiestSpan, timeAtWork } from "./statistics/busiest-span.ts";
import { supportedEvents } from "./statistics/supported-events.ts";

/** An interview somebody held, as far as it tells on its interviewer. Instants are seconds since 1970. */
export type HeldInterview = {
  readonly interviewer: string;
  readonly mode: "phone" | "visit";
  /** Interviews of one route are as long as each other; owners of one phase are asked one. */
  readonly route: string;
  readonly endedAt: number;
  /** Seconds it took; null where nobody measured. */
  readonly seconds: number | null;
  readonly allBest: boolean;
  /** Begun when owners are left in peace, without having been agreed. */
  readonly outOfHours: boolean;
};

/** Calls or visits somebody wrote down in one mode, and when he opened somebody's number or address for such. */
export type WrittenContacts = {
  readonly interviewer: string;
  readonly mode: "phone" | "visit";
  readonly contacts: readonly number[];
  readonly looks: readonly number[];
};

/** What is known of one interviewer in one mode. */
export type InterviewerFigures = {
  readonly interviewer: string;
  readonly mode: "phone" | "visit";
  readonly interviews: number;
  readonly allBest: number;
  /** Most interviews ended within one hour. */
  readonly busiestHour: number;
  /** Interviews by hour at work, breaks of up to half an hour included; null where less than an hour is known. */
  readonly perHour: number | null;
  /** Median of how long interviews took, as a multiple of the median of others' of the same mode and route; null where too few can be held against others. */
  readonly pace: number | null;
  readonly outOfHours: number;
  /** Calls or visits written down, and those before which nobody's number or address was opened. */
  readonly contacts: number;
  readonly unseen: number;
};

const HOUR = 3_600;
/** Longest break that is still time at work. */
const BREAK = HOUR / 2;
/** Fewest interviews of others whose median says how long one takes. */
const FEWEST_OTHERS = 20;
/** Fewest own interviews with a length of theirs. */
const FEWEST_OWN = 5;

/** From looking somebody up to having written the contact down: a long call, or a round of visits; and how far clocks may differ. */
const LOOK_AHEAD = { phone: 2 * HOUR, visit: 16 * HOUR } as const;
const CLOCKS = 300;

function median(values: readonly number[]): number | undefined {
  if (values.length === 0) return undefined;
  const sorted = values.toSorted((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  const [low, high] = [sorted[Math.floor(middle)], sorted[Math.ceil(middle)]];
  return low === undefined || high === undefined ? undefined : (low + high) / 2;
}

type Timed = HeldInterview & { readonly seconds: number };
const isTimed = (interview: HeldInterview): interview is Timed => (interview.seconds ?? 0) > 0;

/** How long an interviewer's interviews take beside others' of the same route. */
function paceOf(
  own: readonly HeldInterview[],
  byRoute: ReadonlyMap<string, readonly Timed[]>,
): number | null {
  const ratios: number[] = [];
  for (const [route, interviews] of Map.groupBy(own.filter(isTimed), (each) => each.route)) {
    const others = (byRoute.get(route) ?? []).filter(
      ({ interviewer }) => interviewer !== interviews[0]?.interviewer,
    );
    if (others.length < FEWEST_OTHERS) continue;
    const usual = median(others.map(({ seconds }) => seconds)) ?? Number.NaN;
    ratios.push(...interviews.map(({ seconds }) => seconds / usual));
  }
  return ratios.length < FEWEST_OWN ? null : (median(ratios) ?? null);
}

function perHourOf(own: readonly HeldInterview[]): number | null {
  const timed = own.filter(isTimed);
  const time = timeAtWork(
    timed.map(({ endedAt, seconds }) => ({ from: endedAt - seconds, to: endedAt })),
    BREAK,
  );
  return time < HOUR ? null : (timed.length * HOUR) / time;
}

function unseenOf({ mode, contacts, looks }: WrittenContacts): number {
  const windows = contacts.map((at) => ({ from: at - LOOK_AHEAD[mode], to: at + CLOCKS }));
  return supportedEvents(windows, looks).filter((isSupported) => !isSupported).length;
}

/**
 * What is known of each interviewer and mode of a wave, in order of interviewer and mode. For what: screens of fieldwork by
 * interviewer (methodology 13); what is odd about it says `interviewer-marks.ts`.
 * @throws RangeError on an instant that is no number
 */
export function interviewerFigures(
  interviews: readonly HeldInterview[],
  written: readonly WrittenContacts[],
): readonly InterviewerFigures[] {
  const keyOf = ({ interviewer, mode }: { interviewer: string; mode: string }) => `${interviewer}\n${mode}`;
  const held = Map.groupBy(interviews, keyOf);
  const contactsOf = new Map(written.map((each) => [keyOf(each), each]));
  const byMode = Map.groupBy(interviews.filter(isTimed), ({ mode }) => mode);
  const routes = new Map(
    [...byMode].map(([mode, timed]) => [mode, Map.groupBy(timed, ({ route }) => route)]),
  );
  const keys = [...new Set([...held.keys(), ...contactsOf.keys()])].toSorted();
  return keys.flatMap((key): InterviewerFigures[] => {
    const own = held.get(key) ?? [];
    const contacts = contactsOf.get(key);
    const who = own[0] ?? contacts;
    if (who === undefined) return [];
    return [
      {
        interviewer: who.interviewer,
        mode: who.mode,
        interviews: own.length,
        allBest: own.filter(({ allBest }) => allBest).length,
        busiestHour: busiestSpan(
          own.map(({ endedAt }) => endedAt),
          HOUR,
        ),
        perHour: perHourOf(own),
        pace: paceOf(own, routes.get(who.mode) ?? new Map()),
        outOfHours: own.filter(({ outOfHours }) => outOfHours).length,
        contacts: contacts?.contacts.length ?? 0,
        unseen: contacts === undefined ? 0 : unseenOf(contacts),
      },
    ];
  });
}
