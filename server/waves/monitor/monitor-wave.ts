import { z } from "zod";
import type { FrameCell } from "#server/analysis/frame-cells.ts";
import { AppError } from "#server/app-error.ts";
import { statementsOf } from "#server/database/statements.ts";
import { readSettings } from "#server/indicators/settings.ts";
import type { Sources } from "#server/indicators/sources.ts";
import { type OrgTree, subtree, treeOn, unitRef } from "#server/scope/org-tree.ts";
import type { Scope } from "#server/scope/scope.ts";
import { readableUnit, sightOn, widestUnits } from "#server/scope/sight.ts";
import { addDays, shanghaiDate } from "#surveys/calendar-date.ts";
import { MODES } from "../planned-modes.ts";
import type { QualityCode } from "../quality/quality-codes.ts";
import { needState, readWave, type WaveFacts } from "../wave-facts.ts";
import { fieldDays, forecast, runningTotal } from "./field-pace.ts";
import {
  answerCells,
  answersPerDay,
  type CountedPart,
  fieldCounts,
  type OddCounts,
  oddCounts,
  plannedStrata,
  representedCells,
} from "./monitor-counts.ts";
import type { MonitorView, QualityView } from "./monitor-view.ts";
import { modesOf, outcomesOf, type See } from "./outcomes-and-modes.ts";
import { projectProgress } from "./project-progress.ts";
import { representativeness } from "./representativeness.ts";

export const monitorRequest = z.strictObject({
  waveId: z.int().positive(),
  /** The widest unit one may read when left out. */
  unitId: z.int().positive().optional(),
  /** Only answers given this way. */
  mode: z.enum(MODES).optional(),
});
export type MonitorRequest = z.infer<typeof monitorRequest>;

function qualityOf(odd: OddCounts, tree: OrgTree, isHeadquarters: boolean, see: See): QualityView {
  const graded = (grade: "A" | "B" | "C" | null) => odd.grades.filter((each) => each.grade === grade);
  const codes = [...Map.groupBy(odd.byCode, ({ code }) => code)].map(
    ([code, rows]) => [code, see(rows.reduce((sum, { n }) => sum + n, 0))] as const,
  );
  return {
    byCode: Object.fromEntries(codes) as Partial<Record<QualityCode, number>>,
    isolated: see(odd.isolated),
    voided: see(odd.voided),
    grades: {
      A: graded("A").length,
      B: graded("B").length,
      C: graded("C").length,
      none: graded(null).length,
    },
    notAppraised: graded("C").flatMap(({ projectId }) => {
      const unit = tree.units.get(projectId);
      return unit ? [unitRef(unit)] : [];
    }),
    interference: isHeadquarters ? odd.interference : null,
  };
}

/** The rate the wave before had on the same day of its field, in the same projects. */
async function rateBefore(
  { db, analysis }: Sources,
  wave: WaveFacts,
  part: CountedPart,
  begun: number,
): Promise<number | undefined> {
  const before = await db
    .selectFrom("wave")
    .select(["id", "opens_on", "questionnaire_id"])
    .where("kind", "=", wave.kind)
    .where("year", "<", wave.year)
    .where("state", "in", ["field", "closed", "published"])
    .orderBy("year", "desc")
    .limit(1)
    .executeTakeFirst();
  if (!before || begun === 0) return undefined;
  const { strata } = analysis.strata({ waveIds: [before.id], projectIds: part.projectIds });
  const asked = strata.flatMap(({ frame }) => frame).reduce((sum, { invited }) => sum + invited, 0);
  if (asked === 0) return undefined;
  const perDay = await answersPerDay(analysis, {
    ...part,
    waveId: before.id,
    questionnaire: before.questionnaire_id,
  });
  const upTo = addDays(before.opens_on, begun - 1);
  const counted = [...perDay].reduce((sum, [day, n]) => (day <= upTo ? sum + n : sum), 0);
  return counted / asked;
}

/**
 * How the field of a wave is going in a unit one may read. Heavy counts come from the analysis, which stands seconds
 * behind the record; whoever is rated sees strata, never persons, and no count of answers below five.
 * @throws AppError `not_found` for a wave or unit that is not the asker's, and to those who are rated before the field is
 *   open; `conflict` before the wave has a frame
 */
export async function monitorWave(
  sources: Sources,
  scope: Scope,
  { waveId, unitId, mode }: MonitorRequest,
  now: Date,
): Promise<MonitorView> {
  const { db, analysis } = sources;
  const wave = await readWave(db, waveId);
  const isHeadquarters = scope.capabilities.has("waves.manage");
  if (!isHeadquarters && (wave.state === "draft" || wave.state === "locked"))
    throw new AppError("not_found", "There is no such wave: choose one from the list.");
  needState(wave, ["locked", "field", "closed", "published"], "watching its field");
  const tree = await treeOn(db, wave.cutoffOn);
  const sight = sightOn(scope, tree);
  const widest = widestUnits(sight)[0];
  if (!widest) throw new AppError("not_found", "There is no unit here whose numbers you may read.");
  const unit = unitId === undefined ? widest : readableUnit(sight, unitId);
  const see: See = isHeadquarters ? (n) => n : (n) => 5 * Math.floor(n / 5);
  const projectIds = subtree(tree, unit.id).filter(
    (id) => tree.units.get(id)?.kind === "project" && sight.readable.has(id),
  );
  const whole: CountedPart = { waveId, questionnaire: wave.questionnaireId, projectIds };
  const counted: CountedPart = { ...whole, ...(mode && { mode }) };
  const run = statementsOf(db);
  const { strata, dataVersion, asOf } = analysis.strata({ waveIds: [waveId], projectIds });
  const today = shanghaiDate(now);
  const days = fieldDays(wave.opensOn, wave.closesOn, today);
  const [cells, perDay, represented, contacts, odd, planned, rateThenBefore] = await Promise.all([
    answerCells(analysis, whole),
    answersPerDay(analysis, counted),
    isHeadquarters && mode === undefined ? representedCells(analysis, whole, wave.cutoffOn) : [],
    isHeadquarters ? fieldCounts(run, waveId, now) : undefined,
    oddCounts(run, waveId, projectIds),
    plannedStrata(run, waveId),
    isHeadquarters ? rateBefore(sources, wave, counted, days.begun) : undefined,
  ]);
  const looked = mode === undefined ? cells : cells.filter((cell) => cell.mode === mode);
  const progress = projectProgress({
    tree,
    strata,
    cells: looked,
    planned,
    days,
    see,
    shareOf: (phase) =>
      mode === undefined || wave.plannedModes === undefined ? 1 : wave.plannedModes[phase][mode] / 10_000,
    odd: { ...odd, showMarks: isHeadquarters },
  });
  const { "fieldwork.gap_points": gap } = await readSettings(db);
  const frames = strata.flatMap(({ frame }) => frame);
  const sum = (of: (frame: FrameCell) => number) => frames.reduce((total, frame) => total + of(frame), 0);
  const countedAnswers = looked.reduce((total, cell) => total + cell.counted, 0);
  const asked = sum(({ invited }) => invited);
  const curve = runningTotal(perDay, wave.opensOn, addDays(wave.opensOn, days.begun - 1)).map(
    ({ day, counted }) => ({ day, counted: see(counted) }),
  );
  const { target } = progress;
  return {
    wave: {
      id: wave.id,
      year: wave.year,
      name: wave.name,
      nameEn: wave.nameEn,
      state: wave.state,
      opensOn: wave.opensOn,
      closesOn: wave.closesOn,
    },
    unit: unitRef(unit),
    mode,
    days,
    isCoarse: !isHeadquarters,
    asOf,
    dataVersion,
    totals: {
      owners: sum(({ owners }) => owners),
      asked,
      leftOut: sum(({ excluded }) => excluded),
      counted: see(countedAnswers),
      target,
      takenOut: see(looked.reduce((total, cell) => total + cell.takenOut, 0)),
      strata: progress.strata,
      strataMet: progress.strataMet,
    },
    projects: progress.projects,
    outcomes: outcomesOf(frames, see),
    modes: modesOf(wave, cells, see),
    contacts: contacts && {
      byOutcome: contacts.contacts,
      appointmentsOpen: contacts.appointmentsOpen,
      appointmentsOverdue: contacts.appointmentsOverdue,
    },
    represented: isHeadquarters ? representativeness(represented, progress.weightOf, gap) : [],
    curve,
    forecast:
      wave.state === "field" ? forecast(curve, { closesOn: wave.closesOn, target, asked }) : undefined,
    rateThenBefore,
    quality:
      unit.kind === "project" && !isHeadquarters ? undefined : qualityOf(odd, tree, isHeadquarters, see),
  };
}
