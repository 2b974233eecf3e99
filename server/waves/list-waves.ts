import type { FrameCell } from "#server/analysis/frame-cells.ts";
import { asAppError } from "#server/app-error.ts";
import type { Sources } from "#server/indicators/sources.ts";
import type { WaveOption, WaveState } from "#server/indicators/wave-option.ts";
import { treeOn } from "#server/scope/org-tree.ts";
import { need, type Scope } from "#server/scope/scope.ts";
import { sightOn } from "#server/scope/sight.ts";

/** A wave with how far it has come in the units one may read. */
export type WaveRow = WaveOption & {
  readonly origin: "system" | "import" | "seed";
  /** Homes of the frame and of those the ones that are asked; null before there is a frame, or without an analysis. */
  readonly owners: number | null;
  readonly asked: number | null;
  /** Answers that count; rounded down to fives for those who are rated. */
  readonly counted: number | null;
};

export type WaveList = { readonly waves: readonly WaveRow[]; readonly mayManage: boolean };

function framesOf(sources: Sources, waveId: number, projectIds: number[]): readonly FrameCell[] {
  try {
    return sources.analysis
      .strata({ waveIds: [waveId], projectIds })
      .strata.flatMap(({ frame }) => [...frame]);
  } catch (failure) {
    // before the first load there are waves and no numbers of them
    if (asAppError(failure)?.code === "analysis_unavailable") return [];
    throw failure;
  }
}

/** Every year-end wave, newest first; drafts and frames not yet asked only for those who run waves. */
export async function listWaveRows(sources: Sources, scope: Scope): Promise<WaveList> {
  need(scope, "readings.read");
  const { db } = sources;
  const mayManage = scope.capabilities.has("waves.manage");
  const states: readonly WaveState[] = ["field", "closed", "published"];
  let query = db
    .selectFrom("wave")
    .select([
      "id",
      "year",
      "name",
      "name_en",
      "state",
      "age_by",
      "origin",
      "cutoff_on",
      "opens_on",
      "closes_on",
    ])
    .where("kind", "=", "annual")
    .orderBy("year", "desc");
  if (!mayManage) query = query.where("state", "in", [...states]);
  const rows = await query.execute();
  const waves: WaveRow[] = [];
  for (const row of rows) {
    const sight = sightOn(scope, await treeOn(db, row.cutoff_on));
    const frames = row.state === "draft" ? [] : framesOf(sources, row.id, [...sight.readable.keys()]);
    const sum = (of: (frame: FrameCell) => number) => frames.reduce((total, frame) => total + of(frame), 0);
    const counted = sum(({ dispositions }) => dispositions.I + dispositions.P);
    const none = frames.length === 0;
    waves.push({
      id: row.id,
      kind: "annual",
      year: row.year,
      name: row.name,
      nameEn: row.name_en,
      state: row.state as WaveState,
      ageBy: row.age_by as WaveRow["ageBy"],
      origin: row.origin as WaveRow["origin"],
      cutoffOn: row.cutoff_on,
      opensOn: row.opens_on,
      closesOn: row.closes_on,
      owners: none ? null : sum(({ owners }) => owners),
      asked: none || row.state === "locked" ? null : sum(({ invited }) => invited),
      counted: none || row.state === "locked" ? null : mayManage ? counted : 5 * Math.floor(counted / 5),
    });
  }
  return { waves, mayManage };
}
