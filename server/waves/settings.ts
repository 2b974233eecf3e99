import { z } from "zod";
import { AppError } from "#server/app-error.ts";
import type { Database } from "#server/database/connection.ts";
import { type Statements, statementsOf } from "#server/database/statements.ts";
import { BURST_RULE } from "#server/imports/sources/coached-bursts.ts";
import { FORMS } from "#surveys/compile-questionnaire.ts";
import { type ContactTimes, readDaySpans, USUAL_CONTACT_HOURS } from "#surveys/contact-hours.ts";
import { DEFAULT_PHASE_BOUNDARIES, type PhaseBoundaries } from "#surveys/owner-phase.ts";
import { PUBLISHED_HOLIDAYS } from "#surveys/public-holidays.ts";
import { type AgeCut, DEFAULT_TENURE_YEARS, tenureLimits } from "#surveys/tenure.ts";

const count = z.int().min(1).max(1_000);

/** Choices about asking owners, by key, with their defaults. A changed one is a new version in the record. */
export const WAVE_SETTINGS = {
  /** Months after handover at which run-in and stable end. */
  "phase.run_in_months": z.int().min(1).max(120).default(DEFAULT_PHASE_BOUNDARIES.runInMonths),
  "phase.stable_months": z.int().min(2).max(240).default(DEFAULT_PHASE_BOUNDARIES.stableMonths),
  /** Whole years after handover at which classes of years end, beside the limits of the phases. */
  "tenure.years": z
    .array(z.int().min(1).max(60))
    .max(8)
    .refine((years) => years.every((year, at) => at === 0 || year > (years[at - 1] ?? 0)))
    .default([...DEFAULT_TENURE_YEARS]),
  /** Nobody is asked again within so many days, whatever the survey. */
  "contact.days": z.int().min(0).max(365).default(90),
  /**
   * Most calls and visits a home gets in one wave; and nobody is written to whose messages, calls and visits together are
   * so many.
   */
  "contact.most": z.int().min(1).max(10).default(3),
  /** Nobody is written to within so many days of the last message, call or visit. */
  "contact.rest_days": z.int().min(0).max(60).default(3),
  /** Hours of a day, Asia/Shanghai, in which owners are called, visited and written to. */
  "contact.hours": z
    .array(z.string().max(11))
    .min(1)
    .max(6)
    .refine((spans) => readDaySpans(spans) !== undefined)
    .default([...USUAL_CONTACT_HOURS]),
  /** Public holidays, on which nobody is called or visited; those published until somebody enters others. */
  "contact.holidays": z
    .array(z.iso.date())
    .max(1_000)
    .default([...PUBLISHED_HOLIDAYS]),
  /** Which form is asked in each mode: the whole, the core items, or the core and one block (planned missingness). */
  "form.web": z.enum(FORMS).default("short"),
  "form.phone": z.enum(FORMS).default("full"),
  "form.visit": z.enum(FORMS).default("full"),
  /** Strata with fewer owners are asked as a whole, also where the plan wants fewer; 0: none. */
  "sample.take_all_below": z.int().min(0).max(10_000).default(0),
  /** Strata with fewer respondents are weighted together; no weight above so many times its region's median (null: none is cut). */
  "weights.collapse_below": z.int().min(1).max(50).default(5),
  "weights.trim": z.number().min(1).max(100).nullable().default(5),
  /** Answers of one device, or from one phone number, from which they are flagged. */
  "quality.same_device": count.min(2).default(3),
  "quality.same_phone": count.min(2).default(3),
  /** So many web answers of one project within the hours, from so few addresses and so near the best mark, make a burst. */
  "quality.burst_answers": count.min(3).default(BURST_RULE.answers),
  "quality.burst_hours": z
    .number()
    .min(0.1)
    .max(72)
    .default(BURST_RULE.seconds / 3_600),
  "quality.burst_addresses": count.default(BURST_RULE.addresses),
  "quality.burst_mean": z.number().gt(1).max(5).default(BURST_RULE.mean),
  /** An answer over the web so soon after a call or visit of staff is flagged. */
  "quality.after_contact_minutes": z.int().min(1).max(1_440).default(30),
  /** Addresses of our own offices, IPv4 or IPv6 (whose /64 counts): answers from them are flagged. */
  "quality.staff_networks": z
    .array(z.union([z.ipv4(), z.ipv6()]))
    .max(1_000)
    .default([]),
  /** Interviews, or contacts, of one interviewer from which his shares say something. */
  "quality.interviewer_fewest": z.int().min(5).max(1_000).default(20),
  /** So many all-best interviews of one interviewer are marked as chance alone brings less often; 0.001 are the funnel's 99.8 % limits. */
  "quality.interviewer_tail": z.number().min(0.0001).max(0.1).default(0.001),
  /** More interviews of one interviewer within an hour are marked. */
  "quality.calls_an_hour": z.int().min(1).max(60).default(8),
  "quality.visits_an_hour": z.int().min(1).max(60).default(5),
  /** Interviews of one interviewer that take less than this multiple of others' are marked. */
  "quality.interviewer_pace": z.number().min(0.1).max(1).default(0.5),
  /** A larger share of an interviewer's interviews out of hours, or of contacts before which he looked nobody up, is marked. */
  "quality.interviewer_odd_share": z.number().min(0).max(1).default(0.1),
  /** Whoever closed a wave does not publish it. */
  "publish.two_people": z.boolean().default(true),
} as const;

/** Choices a wave may make for itself in its plan; the others hold for all waves alike. */
export const waveRules = z.strictObject({
  "contact.days": WAVE_SETTINGS["contact.days"].removeDefault().optional(),
  "sample.take_all_below": WAVE_SETTINGS["sample.take_all_below"].removeDefault().optional(),
  "weights.collapse_below": WAVE_SETTINGS["weights.collapse_below"].removeDefault().optional(),
  "weights.trim": WAVE_SETTINGS["weights.trim"].removeDefault().optional(),
  "publish.two_people": WAVE_SETTINGS["publish.two_people"].removeDefault().optional(),
});
export type WaveRules = z.infer<typeof waveRules>;

export type WaveSettings = {
  readonly [Key in keyof typeof WAVE_SETTINGS]: z.infer<(typeof WAVE_SETTINGS)[Key]>;
};

type Stored = { readonly key: string; readonly value: unknown };

function parse(rows: readonly Stored[]): WaveSettings {
  const parsed = z
    .object(WAVE_SETTINGS)
    .refine((all) => all["phase.stable_months"] > all["phase.run_in_months"], {
      path: ["phase.stable_months"],
    })
    .safeParse(Object.fromEntries(rows.map(({ key, value }) => [key, value])));
  if (!parsed.success) {
    const key = String(parsed.error.issues[0]?.path[0]);
    throw new AppError(
      "bad_configuration",
      `The setting ${key} is not usable: save it again with a value in range.`,
    );
  }
  return parsed.data;
}

const IN_FORCE =
  "select distinct on (key) key, value from setting where key = any($1) order by key, version desc";

/** The settings in force on a connection of plain statements, e.g. an import's. @throws AppError `bad_configuration` naming one that is unusable */
export async function waveSettingsOn(run: Statements): Promise<WaveSettings> {
  return parse(await run<Stored>(IN_FORCE, [Object.keys(WAVE_SETTINGS)]));
}

async function ownRules(db: Database, waveId: number): Promise<WaveRules> {
  const row = await db.selectFrom("wave").select("rules").where("id", "=", waveId).executeTakeFirst();
  return waveRules.parse(row?.rules ?? {});
}

/** The settings in force: the newest version of each key, and for a wave what its plan chose otherwise. */
export async function readWaveSettings(db: Database, waveId?: number): Promise<WaveSettings> {
  const settings = await waveSettingsOn(statementsOf(db));
  return waveId === undefined ? settings : { ...settings, ...(await ownRules(db, waveId)) };
}

/** Where the phases of ownership end, in months after handover. */
function phaseBoundaries(settings: WaveSettings): PhaseBoundaries {
  return { runInMonths: settings["phase.run_in_months"], stableMonths: settings["phase.stable_months"] };
}

/** What a frame reckons of each home's handover. */
export type FrameRules = {
  readonly boundaries: PhaseBoundaries;
  /** Months at which classes of years since handover end; null where the wave tells owners by handover batch. */
  readonly tenureLimits: readonly number[] | null;
};

/** The rules the frame of a wave is made by, when it is fixed now. */
export function frameRules(settings: WaveSettings, ageBy: AgeCut): FrameRules {
  const boundaries = phaseBoundaries(settings);
  return {
    boundaries,
    tenureLimits: ageBy === "tenure" ? tenureLimits(settings["tenure.years"], boundaries) : null,
  };
}

/** When owners may be called, visited and written to. */
export function contactTimes(settings: WaveSettings): ContactTimes {
  return {
    hours: readDaySpans(settings["contact.hours"]) ?? [],
    holidays: settings["contact.holidays"],
  };
}
