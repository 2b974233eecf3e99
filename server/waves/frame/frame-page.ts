import type { Database } from "#server/database/connection.ts";
import type { CalendarDate } from "#surveys/calendar-date.ts";
import type { OwnerPhase } from "#surveys/owner-phase.ts";
import { readWave } from "../wave-facts.ts";
import type { WaveManager } from "../wave-manager.ts";
import type { ExclusionReason } from "./exclusion-reasons.ts";

export type FrameStratum = {
  readonly projectId: number;
  readonly project: string;
  readonly projectEn: string | null;
  readonly regionId: number | null;
  readonly phase: OwnerPhase;
  readonly owners: number;
  readonly drawn: number;
  /** Homes left in peace, by reason; they stay among the owners. */
  readonly excluded: Readonly<Partial<Record<ExclusionReason, number>>>;
};

/** A wave's frame in numbers. */
export type FramePage = {
  readonly waveId: number;
  readonly cutoffOn: CalendarDate;
  readonly owners: number;
  readonly drawn: number;
  readonly excluded: Readonly<Partial<Record<ExclusionReason, number>>>;
  readonly strata: readonly FrameStratum[];
  /** How the frame was made; undefined for waves that came with their frame (imported, generated). */
  readonly built:
    | {
        readonly at: string;
        readonly hash: string;
        readonly runInMonths: number;
        readonly stableMonths: number;
        readonly contactDays: number;
      }
    | undefined;
};

function add(
  sum: Partial<Record<ExclusionReason, number>>,
  counts: FrameStratum["excluded"],
): Partial<Record<ExclusionReason, number>> {
  for (const [reason, n] of Object.entries(counts))
    sum[reason as ExclusionReason] = (sum[reason as ExclusionReason] ?? 0) + n;
  return sum;
}

/** The frame of a wave by project and phase, with everybody who is left in peace and why. */
export async function framePage(db: Database, _by: WaveManager, waveId: number): Promise<FramePage> {
  const wave = await readWave(db, waveId);
  // counted first and named afterwards: names of a million rows are long to sort
  const rows = await db
    .selectFrom((from) =>
      from
        .selectFrom("frame_member")
        .select((select) => [
          "project_id",
          "region_id",
          "phase",
          "exclusion",
          select.fn.countAll<number>().as("owners"),
          select.fn.countAll<number>().filterWhere("sampled", "=", true).as("drawn"),
        ])
        .where("wave_id", "=", waveId)
        .groupBy(["project_id", "region_id", "phase", "exclusion"])
        .as("member"),
    )
    .innerJoin("org_unit as project", "project.id", "member.project_id")
    .select([
      "member.project_id",
      "project.name",
      "project.name_en",
      "project.code",
      "member.region_id",
      "member.phase",
      "member.exclusion",
      "member.owners",
      "member.drawn",
    ])
    .execute();
  const sample = await db
    .selectFrom("wave_sample")
    .select("draw")
    .where("wave_id", "=", waveId)
    .limit(1)
    .executeTakeFirst();
  // a frame of ours counts as drawn only once it was
  const isDrawn = sample !== undefined || wave.origin !== "system";
  const strata = [...Map.groupBy(rows, (row) => `${row.code}\u0000${row.phase}\u0000${row.region_id}`)]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([, parts]): FrameStratum[] => {
      const first = parts[0];
      if (!first) return [];
      return [
        {
          projectId: first.project_id,
          project: first.name,
          projectEn: first.name_en,
          regionId: first.region_id,
          phase: first.phase as OwnerPhase,
          owners: parts.reduce((sum, part) => sum + part.owners, 0),
          drawn: isDrawn ? parts.reduce((sum, part) => sum + part.drawn, 0) : 0,
          excluded: Object.fromEntries(
            parts.flatMap((part) => (part.exclusion === null ? [] : [[part.exclusion, part.owners]])),
          ),
        },
      ];
    });
  const frame = await db
    .selectFrom("wave_frame")
    .selectAll()
    .where("wave_id", "=", waveId)
    .executeTakeFirst();
  return {
    waveId,
    cutoffOn: wave.cutoffOn,
    owners: strata.reduce((sum, each) => sum + each.owners, 0),
    drawn: strata.reduce((sum, each) => sum + each.drawn, 0),
    excluded: strata.reduce((sum, each) => add(sum, each.excluded), {}),
    strata,
    built: frame && {
      at: frame.built_at.toISOString(),
      hash: frame.hash.toString("hex"),
      runInMonths: frame.run_in_months,
      stableMonths: frame.stable_months,
      contactDays: frame.contact_days,
    },
  };
}
