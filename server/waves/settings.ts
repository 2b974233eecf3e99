import { z } from "zod";
import { AppError } from "#server/app-error.ts";
import type { Database } from "#server/database/connection.ts";
import { BURST_RULE } from "#server/imports/sources/coached-bursts.ts";
import { DEFAULT_PHASE_BOUNDARIES } from "#surveys/owner-phase.ts";

const count = z.int().min(1).max(1_000);

/** Choices about asking owners, by key, with their defaults. A changed one is a new version in the record. */
const SETTINGS = {
  /** Months after handover at which run-in and stable end. */
  "phase.run_in_months": z.int().min(1).max(120).default(DEFAULT_PHASE_BOUNDARIES.runInMonths),
  "phase.stable_months": z.int().min(2).max(240).default(DEFAULT_PHASE_BOUNDARIES.stableMonths),
  /** Nobody is asked again within so many days, whatever the survey. */
  "contact.days": z.int().min(0).max(365).default(90),
  /**
   * Most calls and visits a home gets in one wave; and nobody is written to whose messages, calls and visits together are
   * so many.
   */
  "contact.most": z.int().min(1).max(10).default(3),
  /** Nobody is written to within so many days of the last message, call or visit. */
  "contact.rest_days": z.int().min(0).max(60).default(3),
  /** Public holidays, on which nobody is called or visited. */
  "contact.holidays": z.array(z.iso.date()).max(1_000).default([]),
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
  /** Whoever closed a wave does not publish it. */
  "publish.two_people": z.boolean().default(true),
} as const;

/** Choices a wave may make for itself in its plan; the others hold for all waves alike. */
export const waveRules = z.strictObject({
  "contact.days": SETTINGS["contact.days"].removeDefault().optional(),
  "sample.take_all_below": SETTINGS["sample.take_all_below"].removeDefault().optional(),
  "weights.collapse_below": SETTINGS["weights.collapse_below"].removeDefault().optional(),
  "weights.trim": SETTINGS["weights.trim"].removeDefault().optional(),
  "publish.two_people": SETTINGS["publish.two_people"].removeDefault().optional(),
});
export type WaveRules = z.infer<typeof waveRules>;

export type WaveSettings = { readonly [Key in keyof typeof SETTINGS]: z.infer<(typeof SETTINGS)[Key]> };

async function ownRules(db: Database, waveId: number): Promise<WaveRules> {
  const row = await db.selectFrom("wave").select("rules").where("id", "=", waveId).executeTakeFirst();
  return waveRules.parse(row?.rules ?? {});
}

/**
 * The settings in force: the newest version of each key, and for a wave what its plan chose otherwise.
 * @throws AppError `bad_configuration` naming one that is unusable
 */
export async function readWaveSettings(db: Database, waveId?: number): Promise<WaveSettings> {
  const rows = await db
    .selectFrom("setting")
    .distinctOn("key")
    .select(["key", "value"])
    .where("key", "in", Object.keys(SETTINGS))
    .orderBy("key")
    .orderBy("version", "desc")
    .execute();
  const parsed = z
    .object(SETTINGS)
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
  return waveId === undefined ? parsed.data : { ...parsed.data, ...(await ownRules(db, waveId)) };
}
