import { marginOfShare } from "#analytics/statistics/sample-size.ts";
import type { StratumRow } from "#server/analysis/strata.ts";
import { type OrgTree, unitRef } from "#server/scope/org-tree.ts";
import { OWNER_PHASES, type OwnerPhase } from "#surveys/owner-phase.ts";
import type { QualityCode } from "../quality/quality-codes.ts";
import { dueByNow, type FieldDays, paceOf } from "./field-pace.ts";
import type { AnswerCell, OddCounts, PlannedStratumRow } from "./monitor-counts.ts";
import type { ProjectProgress, StratumProgress } from "./monitor-view.ts";

export type ProgressInput = {
  readonly tree: OrgTree;
  readonly strata: readonly StratumRow[];
  readonly cells: readonly AnswerCell[];
  readonly planned: readonly PlannedStratumRow[];
  readonly days: FieldDays;
  /** A number of answers as the viewer may see it. */
  readonly see: (n: number) => number;
  /** Share of a phase's target that the answers looked at are planned to give, 0–1. */
  readonly shareOf: (phase: OwnerPhase) => number;
  /** Marks are for those who run the wave; grades for everybody. */
  readonly odd: Pick<OddCounts, "byCode" | "grades"> & { readonly showMarks: boolean };
};

export type Progress = {
  readonly projects: readonly ProjectProgress[];
  readonly target: number;
  readonly strata: number;
  readonly strataMet: number;
  /** Owners a counted answer of a project and phase stands for; undefined without answers. */
  readonly weightOf: (at: { readonly projectId: number; readonly phase: OwnerPhase }) => number | undefined;
};

/** Answers a stratum is hoped to give where no draw said so: from here on scores are shown in full. */
const HOPED = 30;
function keyOf(at: { readonly projectId: number; readonly phase: string }): string {
  return `${at.projectId}|${at.phase}`;
}

function stratumProgress(
  row: StratumRow,
  counted: number,
  plan: PlannedStratumRow | undefined,
  { days, see, shareOf }: ProgressInput,
): StratumProgress {
  const owners = row.frame.reduce((sum, cell) => sum + cell.owners, 0);
  const target = Math.round((plan?.target ?? Math.min(owners, HOPED)) * shareOf(row.phase as OwnerPhase));
  const visible = see(counted);
  return {
    phase: row.phase as OwnerPhase,
    owners,
    asked: row.frame.reduce((sum, { invited }) => sum + invited, 0),
    target,
    counted: visible,
    dueByNow: dueByNow(target, days),
    marginPoints:
      visible === 0 || visible > owners ? null : 100 * marginOfShare(visible, { population: owners }),
    pace: paceOf(counted, target, days),
    takenWhole: plan?.takeAll ?? false,
  };
}

function marksOf(projectId: number, { odd }: ProgressInput): ProjectProgress["marks"] {
  if (!odd.showMarks) return {};
  const own = odd.byCode.filter((each) => each.projectId === projectId);
  return Object.fromEntries(own.map(({ code, n }) => [code, n])) as Partial<Record<QualityCode, number>>;
}

/** Response against target, by project and phase: projects in the order of regions and codes. */
export function projectProgress(input: ProgressInput): Progress {
  const { tree, strata, cells, planned, see } = input;
  const countedAt = new Map<string, number>();
  for (const cell of cells) countedAt.set(keyOf(cell), (countedAt.get(keyOf(cell)) ?? 0) + cell.counted);
  const planAt = new Map(planned.map((plan) => [keyOf(plan), plan]));
  const isCensus = planned.every(({ takeAll }) => takeAll);
  const owned = strata.filter(({ frame }) => frame.some(({ owners }) => owners > 0));
  const progressOf = (row: StratumRow) =>
    stratumProgress(row, countedAt.get(keyOf(row)) ?? 0, planAt.get(keyOf(row)), input);
  const projects = [...Map.groupBy(owned, ({ projectId }) => projectId)].flatMap(
    ([projectId, rows]): ProjectProgress[] => {
      const project = tree.units.get(projectId);
      if (!project) return [];
      const regionId = rows[0]?.regionId;
      const region = regionId === undefined ? undefined : tree.units.get(regionId);
      const phases = rows
        .toSorted(
          (a, b) => OWNER_PHASES.indexOf(a.phase as OwnerPhase) - OWNER_PHASES.indexOf(b.phase as OwnerPhase),
        )
        .map(progressOf);
      const counted = rows.reduce((sum, row) => sum + (countedAt.get(keyOf(row)) ?? 0), 0);
      return [
        {
          project: unitRef(project),
          region: region && unitRef(region),
          phases,
          counted: see(counted),
          target: phases.reduce((sum, { target }) => sum + target, 0),
          asked: phases.reduce((sum, { asked }) => sum + asked, 0),
          behind: phases.some(({ pace }) => pace === "behind"),
          takenWhole: !isCensus && phases.every(({ takenWhole }) => takenWhole),
          marks: marksOf(projectId, input),
          grade: input.odd.grades.find((each) => each.projectId === projectId)?.grade ?? null,
        },
      ];
    },
  );
  const all = owned.map((row) => ({ row, progress: progressOf(row) }));
  const ownersAt = new Map(all.map(({ row, progress }) => [keyOf(row), progress.owners]));
  return {
    projects: projects.toSorted((a, b) =>
      `${a.region?.code ?? ""}\u0000${a.project.code}` < `${b.region?.code ?? ""}\u0000${b.project.code}`
        ? -1
        : 1,
    ),
    target: all.reduce((sum, { progress }) => sum + progress.target, 0),
    strata: all.length,
    strataMet: all.filter(({ row, progress }) => (countedAt.get(keyOf(row)) ?? 0) >= progress.target).length,
    weightOf: (at) => {
      const counted = countedAt.get(keyOf(at)) ?? 0;
      return counted === 0 ? undefined : (ownersAt.get(keyOf(at)) ?? 0) / counted;
    },
  };
}
