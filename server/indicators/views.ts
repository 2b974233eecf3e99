import type { ReadingState } from "#analytics/reading.ts";
import type { UnitRef } from "#server/scope/unit-view.ts";
import type { QualityGrade } from "#server/waves/quality/grade-project.ts";
import type { OwnerPhase } from "#surveys/owner-phase.ts";
import type { Text } from "#surveys/question.ts";
import type { Against } from "./query.ts";
import type {
  BreakKind,
  ChangeView,
  NodeRef,
  NumberBasis,
  PassportView,
  ReadingView,
  TrendView,
} from "./reading-view.ts";
import type { TaskView, UnitCount } from "./task-view.ts";
import type { WaveOption } from "./wave-option.ts";

/* What the screens are given. Everything here has been through scope and suppression. */

/** Facts of the finding at the head of a page, at most two; the screen words them. None: nothing changed that the sample can carry. */
export type HeadlineFact =
  | {
      readonly kind: "unit-change";
      readonly unit: UnitRef;
      readonly value: number;
      readonly change: ChangeView;
    }
  | {
      readonly kind: "child-change";
      readonly unit: UnitRef;
      readonly value: number;
      readonly change: ChangeView;
    }
  | {
      readonly kind: "phase-change";
      readonly phase: OwnerPhase;
      readonly value: number;
      readonly change: ChangeView;
    }
  | {
      readonly kind: "dimension-change";
      readonly node: NodeRef;
      readonly value: number;
      readonly change: ChangeView;
    }
  | {
      readonly kind: "unit-against-reference";
      readonly unit: UnitRef;
      readonly value: number;
      readonly difference: ChangeView;
    }
  | {
      readonly kind: "child-against-reference";
      readonly unit: UnitRef;
      /** Dimensions significantly below (or above) the reference. */
      readonly dimensions: number;
      readonly worst: NodeRef;
      readonly difference: ChangeView;
    }
  | { readonly kind: "overdue"; readonly task: TaskView["kind"]; readonly count: number };

export type MeasureTile = {
  readonly node: NodeRef;
  readonly reading: ReadingView;
  readonly reference: ReadingView | null;
  readonly previous: ReadingView | null;
  readonly change: ChangeView | null;
  /** What its own passport says beside that of the page. */
  readonly basis: NumberBasis;
};

/** Who answered, of whom. `rate` is AAPOR RR2 in 0–1 where outcomes are known. */
export type ResponseTile = {
  readonly n: number | null;
  readonly owners: number | null;
  readonly sampled: number | null;
  readonly rate: number | null;
  /** Project × phase cells with owners, and those of them with a value in full. */
  readonly cells: { readonly total: number; readonly full: number };
  readonly unranked: readonly { readonly unit: UnitRef; readonly n: number | null }[];
};

/** One row of the dot-range chart: a unit below this one, or a phase of a project. */
export type ChildRow = {
  readonly unit: UnitRef | null;
  readonly phase: OwnerPhase | null;
  readonly reading: ReadingView;
  readonly previous: ReadingView | null;
  readonly change: ChangeView | null;
  readonly difference: ChangeView | null;
  /** The only phase its answers come from; scores of single-phase units are not like for like. */
  readonly onlyPhase: OwnerPhase | null;
  /** Of a project's fieldwork; null for everything else, and where it has none. */
  readonly grade: QualityGrade | null;
};

/** Rows whose scores cannot be told apart; `band` null holds those too small to be placed, or not appraised. */
export type BandView = { readonly band: number | null; readonly rows: readonly ChildRow[] };

export type PhaseRow = {
  readonly phase: OwnerPhase;
  readonly reading: ReadingView;
  readonly reference: ReadingView | null;
  readonly change: ChangeView | null;
  readonly trend: TrendView;
};

export type DimensionRow = {
  readonly node: NodeRef;
  readonly reading: ReadingView;
  readonly reference: ReadingView | null;
  readonly change: ChangeView | null;
};

/** An indicator its reader answers for, with how it went over the years and what it is to reach. */
export type OwnRow = DimensionRow & { readonly trend: TrendView; readonly target: TargetView | null };

/** How far callbacks of one kind have come. `share` is what of those due is to be reached, 0–1. */
export type CallbackCoverage = {
  readonly kind: "signing" | "residence";
  readonly year: number;
  readonly due: number;
  readonly target: number;
  readonly share: number;
  readonly reached: number;
  /** Projects below the unit with how many more each has to reach, most first. */
  readonly missing: readonly UnitCount[];
  /** Of those whose days after signing have passed, who answered within them; null for other kinds, and where nobody's have. */
  readonly inTime: { readonly days: number; readonly due: number; readonly reached: number } | null;
};

export type HomeView = {
  readonly unit: UnitRef;
  readonly path: readonly UnitRef[];
  readonly projects: number;
  readonly wave: WaveOption;
  readonly previousWave: WaveOption | null;
  /** The unit the numbers are held against: the group. Null when this is the group. */
  readonly reference: UnitRef | null;
  readonly headline: readonly HeadlineFact[];
  readonly index: MeasureTile;
  /** What the index is to reach in the wave's year. */
  readonly target: TargetView | null;
  readonly loyalty: MeasureTile | null;
  readonly nps: MeasureTile | null;
  readonly response: ResponseTile;
  readonly childLevel: "region" | "project" | "phase";
  readonly bands: readonly BandView[];
  readonly phases: readonly PhaseRow[];
  /** What a port's head answers for, those that became worse first; null for whoever reads everything. */
  readonly own: readonly OwnRow[] | null;
  readonly lowest: readonly DimensionRow[];
  readonly highest: readonly DimensionRow[];
  /** The index over the years. */
  readonly trend: TrendView;
  readonly coverage: readonly CallbackCoverage[];
  readonly dimensions: number;
  readonly tasks: readonly TaskView[];
  readonly passport: PassportView;
};

export type HeatColumn = {
  /** `reference` is what cells are held against (a unit's total, or no unit), `self` the unit asked for, `part` what it divides into. */
  readonly role: "reference" | "self" | "part";
  readonly unit: UnitRef | null;
  readonly phase: OwnerPhase | null;
  readonly n: number | null;
  readonly state: ReadingState;
  /** Of a project's fieldwork; null for everything else, and where it has none. */
  readonly grade: QualityGrade | null;
};

export type HeatCell = ReadingView & {
  /** Against the reference; null in the reference's own column or where either is not shown. */
  readonly difference: ChangeView | null;
  /** The number it is held against; null where there is none. */
  readonly held: number | null;
  /** Fill: 0 none, ±1..±3 by the cut-offs of the settings; only with a verdict. */
  readonly step: -3 | -2 | -1 | 0 | 1 | 2 | 3;
  /** Against the wave compared with; null where it may not be compared. */
  readonly change: ChangeView | null;
};

export type HeatRow = {
  readonly node: NodeRef;
  readonly kind: "index" | "dimension" | "item" | "measure";
  /** 0 for the index, 1 level one, 2 dimension, 3 item. */
  readonly depth: number;
  readonly parent: string | null;
  readonly hasChildren: boolean;
  /** Wording changed since the wave compared with: no change is shown. */
  readonly broken: BreakKind | null;
  readonly cells: readonly HeatCell[];
};

export type HeatView = {
  readonly unit: UnitRef;
  readonly path: readonly UnitRef[];
  readonly wave: WaveOption;
  readonly previousWave: WaveOption | null;
  readonly headline: readonly HeadlineFact[];
  /** What `difference` is to, and what the reference column shows. */
  readonly against: Against;
  /** Benchmarks of the table, where cells are held against them. */
  readonly benchmarks: readonly BenchmarkView[];
  readonly columns: readonly HeatColumn[];
  readonly rows: readonly HeatRow[];
  /** Where the fill's second and third step begin. */
  readonly steps: readonly [number, number];
  readonly passport: PassportView;
};

/** How 100 people who rated it answered. Hidden with its reading. */
export type DistributionRow = {
  readonly item: NodeRef;
  readonly reading: ReadingView;
  /** Ascending by score; `per100` adds up to 100. */
  readonly answers:
    | readonly { readonly score: number; readonly label: Text | null; readonly per100: number }[]
    | null;
  /** Per 100 of everybody asked: not applicable, don't know, refused. */
  readonly asidePer100: number | null;
};

export type OperationFigure = {
  readonly key:
    | "repairs"
    | "repairs-reopened-share"
    | "repairs-median-days"
    | "complaints"
    | "calls"
    | "calls-answered-share"
    | "calls-median-wait";
  readonly value: number;
  readonly unit: "count" | "percent" | "days" | "seconds";
  readonly previous: number | null;
};

/** A number somebody else published, beside ours. */
export type BenchmarkView = {
  readonly node: string;
  readonly source: string;
  readonly year: number;
  readonly value: number;
  /** Answers it rests on, where the source says so. */
  readonly n: number | null;
  readonly note: string;
  readonly example: boolean;
  readonly difference: ChangeView | null;
};

/** What a number is to reach, and whether its whole interval lies on one side of it. */
export type TargetView = { readonly value: number; readonly difference: ChangeView | null };

export type CellView = {
  readonly unit: UnitRef;
  readonly path: readonly UnitRef[];
  readonly phase: OwnerPhase | null;
  readonly node: NodeRef;
  readonly parents: readonly NodeRef[];
  readonly wave: WaveOption;
  readonly previousWave: WaveOption | null;
  readonly reading: ReadingView;
  readonly reference: ReadingView | null;
  readonly difference: ChangeView | null;
  readonly change: ChangeView | null;
  readonly trend: TrendView;
  readonly target: TargetView | null;
  /** Targets of the waves of the trend. */
  readonly targets: readonly { readonly year: number; readonly value: number }[];
  readonly benchmarks: readonly BenchmarkView[];
  readonly distribution: readonly DistributionRow[];
  readonly phases: readonly {
    readonly phase: OwnerPhase;
    readonly reading: ReadingView;
    readonly change: ChangeView | null;
    /** On the scale of the other phases; segments as in the trend of all. */
    readonly trend: TrendView;
  }[];
  /** Nodes or items directly below. */
  readonly parts: readonly {
    readonly node: NodeRef;
    readonly weight: number;
    readonly reading: ReadingView;
    readonly change: ChangeView | null;
  }[];
  readonly operations: readonly OperationFigure[];
  readonly passport: PassportView;
};
