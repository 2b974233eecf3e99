import type { Database } from "#server/database/connection.ts";
import { roomToSort } from "#server/database/room-to-sort.ts";
import { statementsOf } from "#server/database/statements.ts";
import type { CalendarDate } from "#surveys/calendar-date.ts";
import type { OwnerPhase } from "#surveys/owner-phase.ts";
import { frameRules, readWaveSettings } from "../settings.ts";
import { needState, readWave } from "../wave-facts.ts";
import type { WaveManager } from "../wave-manager.ts";
import { latestResult, type Tell } from "../work/wave-work.ts";
import type { ExclusionReason } from "./exclusion-reasons.ts";
import { leaveInPeace } from "./leave-in-peace.ts";
import { stageFrame } from "./stage-frame.ts";

export type PreviewStratum = {
  readonly projectId: number;
  readonly project: string;
  readonly projectEn: string | null;
  readonly phase: OwnerPhase;
  readonly owners: number;
  /** Homes that would be left in peace, by rule. */
  readonly excluded: Readonly<Partial<Record<ExclusionReason, number>>>;
};

/** What the frame of a draft would be if it were fixed now. */
export type FramePreview = {
  readonly cutoffOn: CalendarDate;
  readonly opensOn: CalendarDate;
  readonly contactDays: number;
  readonly owners: number;
  readonly strata: readonly PreviewStratum[];
};

type Row = {
  readonly projectId: number;
  readonly project: string;
  readonly projectEn: string | null;
  readonly code: string;
  readonly phase: OwnerPhase;
  readonly exclusion: ExclusionReason | null;
  readonly owners: number;
};

const COUNTED = `
  select f.project_id as "projectId", p.name as project, p.name_en as "projectEn", p.code, f.phase, f.exclusion, count(*)::int as owners
  from frame_home f join org_unit p on p.id = f.project_id
  group by 1, 2, 3, 4, 5, 6 order by p.code collate "C", f.phase, f.exclusion nulls first`;

function strataOf(rows: readonly Row[]): readonly PreviewStratum[] {
  return [...Map.groupBy(rows, ({ projectId, phase }) => `${projectId}|${phase}`).values()].flatMap((own) => {
    const [first] = own;
    if (!first) return [];
    return [
      {
        projectId: first.projectId,
        project: first.project,
        projectEn: first.projectEn,
        phase: first.phase,
        owners: own.reduce((sum, { owners }) => sum + owners, 0),
        excluded: Object.fromEntries(
          own.flatMap(({ exclusion, owners }) => (exclusion === null ? [] : [[exclusion, owners]])),
        ),
      },
    ];
  });
}

/**
 * Counts the frame a draft would get now, by the very statements that fix it, and keeps nothing.
 * @throws AppError `conflict` once the frame is fixed
 */
export async function previewFrame(
  db: Database,
  _by: WaveManager,
  waveId: number,
  tell: Tell = async () => undefined,
): Promise<FramePreview> {
  const settings = await readWaveSettings(db, waveId);
  return await db.transaction().execute(async (tx): Promise<FramePreview> => {
    const wave = await readWave(tx, waveId);
    needState(wave, ["draft"], "looking ahead at its frame");
    const run = statementsOf(tx);
    await roomToSort(run);
    await tell("homes");
    const owners = await stageFrame(run, wave, frameRules(settings, wave.ageBy));
    await tell("peace");
    await leaveInPeace(run, wave, settings["contact.days"]);
    const strata = strataOf(await run<Row>(COUNTED));
    await run("drop table frame_home");
    const { cutoffOn, opensOn } = wave;
    return { cutoffOn, opensOn, contactDays: settings["contact.days"], owners, strata };
  });
}

export type KeptPreview = FramePreview & {
  readonly at: string;
  /** Days or rules were changed since. */
  readonly isStale: boolean;
};

/** The last preview of a wave's frame, if there was one. */
export async function keptPreview(
  db: Database,
  _by: WaveManager,
  waveId: number,
): Promise<KeptPreview | null> {
  const wave = await readWave(db, waveId);
  const kept = await latestResult(db, waveId, "preview");
  if (wave.state !== "draft" || !kept) return null;
  const preview = kept.result as FramePreview;
  const settings = await readWaveSettings(db, waveId);
  const isStale =
    preview.cutoffOn !== wave.cutoffOn ||
    preview.opensOn !== wave.opensOn ||
    preview.contactDays !== settings["contact.days"];
  return { ...preview, at: kept.at, isStale };
}
