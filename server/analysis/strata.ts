import type { Stratum } from "#analytics/moments.ts";
import { regionOn } from "./dimensions.ts";
import type { FrameCell } from "./frame-cells.ts";
import type { Resident } from "./resident.ts";
import type { Selection } from "./selection.ts";

/** A stratum (wave × project × phase) with everything that is known of it. */
export type StratumRow = {
  readonly waveId: number;
  readonly projectId: number;
  readonly phase: string;
  /** On the wave's cut-off day; undefined when the record does not say. */
  readonly regionId: number | undefined;
  /** Today. */
  readonly currentRegionId: number | undefined;
  readonly frame: readonly FrameCell[];
  /** Numbers of its cells: one, unless the frame puts a project into two regions. */
  readonly cells: readonly number[];
  /** Values of all stratum cuts, as text. */
  readonly group: Readonly<Record<string, string>>;
};

/** Known to nobody: the text of a region a project has not. */
const NOWHERE = "";

function rowsOf({ dimensions, frame, cells }: Resident, today: string): readonly StratumRow[] {
  const { waves, placements } = dimensions;
  const waveOf = new Map(waves.map((wave) => [wave.id, wave]));
  const current = new Map<number, number | undefined>();
  const keyOf = (at: { waveId: number; projectId: number; phase: string }) =>
    `${at.waveId}|${at.projectId}|${at.phase}`;
  const framesByKey = Map.groupBy(frame, keyOf);
  const cellsByKey = Map.groupBy(cells.keys.entries(), ([, key]) => keyOf(key));
  return [...new Set([...framesByKey.keys(), ...cellsByKey.keys()])].toSorted().flatMap((text) => {
    const ownFrame = framesByKey.get(text) ?? [];
    const ownCells = cellsByKey.get(text) ?? [];
    const at = ownFrame[0] ?? ownCells[0]?.[1];
    if (at === undefined) return [];
    const { waveId, projectId, phase } = at;
    const stated = [...ownFrame, ...ownCells.map(([, key]) => key)].find(({ regionId }) => regionId !== null);
    const regionId =
      stated?.regionId ?? regionOn(placements, projectId, waveOf.get(waveId)?.cutoffOn ?? today);
    if (!current.has(projectId)) current.set(projectId, regionOn(placements, projectId, today));
    const currentRegionId = current.get(projectId);
    return {
      waveId,
      projectId,
      phase,
      regionId,
      currentRegionId,
      frame: ownFrame,
      cells: ownCells.map(([number]) => number),
      group: {
        wave: String(waveId),
        region: regionId === undefined ? NOWHERE : String(regionId),
        region_current: currentRegionId === undefined ? NOWHERE : String(currentRegionId),
        project: String(projectId),
        phase,
      },
    };
  });
}

const KNOWN = new WeakMap<Resident, { readonly today: string; readonly rows: readonly StratumRow[] }>();

/** Every stratum of the analysis in the order of its key; worked out once a load and day. @param today ISO day */
function strataRows(resident: Resident, today: string): readonly StratumRow[] {
  let known = KNOWN.get(resident);
  if (known?.today !== today) {
    known = { today, rows: rowsOf(resident, today) };
    KNOWN.set(resident, known);
  }
  return known.rows;
}

/** The strata a selection is about. */
export function selectedRows(
  resident: Resident,
  selection: Pick<Selection, "waveIds" | "projectIds" | "phases">,
  today: string,
): readonly StratumRow[] {
  const waves = new Set(selection.waveIds);
  const projects = selection.projectIds && new Set(selection.projectIds);
  const phases = selection.phases && new Set(selection.phases);
  return strataRows(resident, today).filter(
    ({ waveId, projectId, phase }) =>
      waves.has(waveId) && (projects?.has(projectId) ?? true) && (phases?.has(phase) ?? true),
  );
}

/** Key of a stratum in moments. */
export function stratumKey({ waveId, projectId, phase }: StratumRow): string {
  return `${waveId}|${projectId}|${phase}`;
}

/** A stratum as `evaluate` wants it: owners of the frame, counted respondents. */
export function stratumOf(row: StratumRow, respondents: number): Stratum {
  const { project, phase, region, ...group } = row.group;
  return {
    key: stratumKey(row),
    population:
      row.frame.length === 0 ? undefined : row.frame.reduce((owners, cell) => owners + cell.owners, 0),
    respondents,
    project,
    phase,
    region,
    group,
  };
}
