import { z } from "zod";
import { FULL_FROM } from "#analytics/screen-reading.ts";
import { AppError } from "#server/app-error.ts";
import type { Database } from "#server/database/connection.ts";

const points = z.number().min(0).max(100);

/** Choices about showing and judging numbers, by key, with their defaults. A changed one is a new version in the record. */
export const INDICATOR_SETTINGS = {
  /** Where the second and third step of the heat table's fill begin, in points. */
  "display.steps": z.tuple([points, points]).default([3.5, 7]),
  /** Answers from which a value is told in full; with fewer it is indicative: not compared, not ranked. */
  "display.full_from": z.int().min(10).max(1_000).default(FULL_FROM),
  /** Largest share of false findings among a family's verdicts (Benjamini–Hochberg). */
  "verdict.level": z.number().gt(0).max(0.2).default(0.05),
  /** Smallest difference that matters: points of a score. */
  "verdict.points": points.default(2),
  /** … percentage points of a share. */
  "verdict.shares": points.default(3),
  /** … NPS points. */
  "verdict.nps": points.default(5),
  /** Level of q from which a change is on the watch list, whatever its size: an early warning, which may be wrong. */
  "verdict.watch": z.number().gt(0).max(0.5).default(0.1),
  /** From which a unit's place may be appraised: answers, reliability, and Kish's effect of its weights at most. */
  "ranking.answers": z.int().min(10).max(10_000).default(50),
  "ranking.reliability": z.number().min(0).max(0.99).default(0.7),
  "ranking.weighting": z.number().min(1).max(100).default(2.5),
  /** Kish's effect of a wave's weights above which its readers are told. */
  "weights.warn": z.number().min(1).max(100).default(1.5),
  /** Response rates (RR2, per cent) below which a unit or a wave is amber, and red. */
  "fieldwork.rate_amber": points.default(40),
  "fieldwork.rate_red": points.default(20),
  /** Percentage points by which a group's weighted share may be off its share of the owners. */
  "fieldwork.gap_points": points.default(5),
  /** Share of a node's weight on reworded items from which two waves are not compared. */
  "comparison.broken_share": z.number().gt(0).max(1).default(0.5),
  /** Percentage points of the answers by which the mix of modes may move before a change between waves is marked. */
  "comparison.mode_points": points.default(10),
  /** Share of a value on items of too few answers to be shown, from which it is not like for like with other units. */
  "comparison.sparse_share": z.number().gt(0).max(1).default(0.1),
  /** Projects whose fieldwork is graded C have no band, no rank and no gain until they are audited. */
  "comparison.leave_out_c": z.boolean().default(true),
  /** Days after which an open repair is something to handle. */
  "tasks.repair_days": z.int().min(1).max(365).default(30),
  /** Days after its report on which a repair is due, where the record names no day. */
  "operations.repair_due_days": z.int().min(1).max(365).default(30),
  /** Days after signing within which owners are to be called. */
  "callback.signing_days": z.int().min(1).max(90).default(7),
} as const;

export type Settings = {
  readonly [Key in keyof typeof INDICATOR_SETTINGS]: z.infer<(typeof INDICATOR_SETTINGS)[Key]>;
} & {
  /** Changes whenever a setting does: part of what a cached number depends on. */
  readonly version: string;
};

/** What a difference is judged by. */
export type Verdicts = Pick<Settings, "verdict.level" | "verdict.points" | "verdict.shares" | "verdict.nps">;

/** What differences are judged by where no record holds settings: the defaults. */
export const DEFAULT_VERDICTS: Verdicts = z.object(INDICATOR_SETTINGS).parse({});

/** The settings in force: the newest version of each key. @throws AppError `bad_configuration` naming one that is unusable */
export async function readSettings(db: Database): Promise<Settings> {
  const rows = await db
    .selectFrom("setting")
    .distinctOn("key")
    .select(["key", "version", "value"])
    .where("key", "in", Object.keys(INDICATOR_SETTINGS))
    .orderBy("key")
    .orderBy("version", "desc")
    .execute();
  const stored = new Map(rows.map(({ key, value }) => [key, value]));
  const parsed = z.object(INDICATOR_SETTINGS).safeParse(Object.fromEntries(stored));
  if (!parsed.success) {
    const key = String(parsed.error.issues[0]?.path[0]);
    throw new AppError(
      "bad_configuration",
      `The setting ${key} is not usable: save it again with a value in range.`,
    );
  }
  return { ...parsed.data, version: rows.map(({ key, version }) => `${key}@${version}`).join(",") };
}
