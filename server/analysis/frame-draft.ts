import { DISPOSITION_GROUPS, type DispositionGroup } from "#surveys/disposition.ts";
import { OWNER_PHASES } from "#surveys/owner-phase.ts";
import { type Batch, bytesOf, NO_NUMBER, numbersOf, wordsOf } from "./columns.ts";
import type { FrameCell } from "./frame-cells.ts";

/** Owners by cell in the making. */
export type FrameDraft = {
  /** Adds members of the frame (1), or takes them out as they were (−1). */
  readonly take: (batch: Batch, sign: 1 | -1) => void;
  /** The cells that have owners, in the order of `readFrameCells`. */
  readonly finish: () => readonly FrameCell[];
};

type Counted = Omit<FrameCell, "dispositions" | "owners" | "invited" | "excluded" | "open"> & {
  owners: number;
  invited: number;
  excluded: number;
  open: number;
  readonly dispositions: Record<DispositionGroup, number>;
};

type Place = Pick<FrameCell, "waveId" | "projectId" | "regionId" | "phase">;

function keyOf({ waveId, projectId, regionId, phase }: Place): string {
  return `${waveId}/${projectId}/${regionId}/${phase}`;
}

function emptyCell(place: Place): Counted {
  const dispositions = Object.fromEntries(DISPOSITION_GROUPS.map((group) => [group, 0]));
  return {
    ...place,
    owners: 0,
    invited: 0,
    excluded: 0,
    open: 0,
    dispositions: dispositions as Record<DispositionGroup, number>,
  };
}

const PHASE_PLACE = new Map<string, number>(OWNER_PHASES.map((phase, place) => [phase, place]));

function inOrder(a: Place, b: Place): number {
  return (
    a.waveId - b.waveId ||
    a.projectId - b.projectId ||
    (a.regionId ?? Number.NEGATIVE_INFINITY) - (b.regionId ?? Number.NEGATIVE_INFINITY) ||
    (PHASE_PLACE.get(a.phase) ?? 0) - (PHASE_PLACE.get(b.phase) ?? 0)
  );
}

/** Counts on from cells that stay as they are: counting a million homes anew for a thousand takes a hundred times as long. */
export function frameDraft(before: readonly FrameCell[]): FrameDraft {
  const cells = new Map<string, Counted>(
    before.map((cell) => [keyOf(cell), { ...cell, dispositions: { ...cell.dispositions } }]),
  );
  return {
    take(batch, sign) {
      const [waves, projects, regions] = ["wave_id", "project_id", "region_id"].map((name) =>
        numbersOf(batch, name),
      ) as [Int32Array, Int32Array, Int32Array];
      const [sampled, excluded] = [bytesOf(batch, "sampled"), bytesOf(batch, "excluded")];
      const [phase, disposition] = [wordsOf(batch, "phase"), wordsOf(batch, "disposition")];
      for (let row = 0; row < batch.count; row++) {
        const region = regions[row] as number;
        const place: Place = {
          waveId: waves[row] as number,
          projectId: projects[row] as number,
          regionId: region === NO_NUMBER ? null : region,
          phase: phase(row),
        };
        const key = keyOf(place);
        const cell = cells.get(key) ?? emptyCell(place);
        cells.set(key, cell);
        cell.owners += sign;
        cell.invited += sign * (sampled[row] as number);
        cell.excluded += sign * (excluded[row] as number);
        const outcome = disposition(row);
        if (outcome === "open") cell.open += sign;
        else cell.dispositions[outcome as DispositionGroup] += sign;
      }
    },
    finish: () => [...cells.values()].filter(({ owners }) => owners > 0).sort(inOrder),
  };
}
