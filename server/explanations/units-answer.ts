import type { Standardisation } from "#analytics/standardise.ts";
import type { FunnelState } from "#analytics/statistics/funnel-limits.ts";
import type { ChangeView, NodeRef, PassportView, ReadingView } from "#server/indicators/reading-view.ts";
import type { WaveOption } from "#server/indicators/wave-option.ts";
import type { UnitRef } from "#server/scope/unit-view.ts";
import type { QualityGrade } from "#server/waves/quality/grade-project.ts";
import type { OwnerPhase } from "#surveys/owner-phase.ts";
import type { FunnelFrame } from "./funnel-frame.ts";

export type ComparedUnit = {
  readonly unit: UnitRef;
  /** How satisfied the owners it has are (E1). */
  readonly reading: ReadingView;
  /** What it would have with the common mix of phases (E2); null where a phase is missing or may not be shown. */
  readonly standardised: ReadingView | null;
  /** Against the group in the same wave. */
  readonly difference: ChangeView | null;
  /** The wave it is read in; another than the view's where units are compared at an age. */
  readonly year: number;
  /** The only phase its owners are in: its score is not like for like with others'. */
  readonly onlyPhase: OwnerPhase | null;
  /** Effective answers, where it is placed: what a funnel is drawn over. */
  readonly neff: number | null;
  /** From 1; members of a band cannot be told apart. Null for units too small to be placed. */
  readonly band: number | null;
  /** Place in the order of shrunken scores: inside a band it is no more than a hint. Null when nothing orders them. */
  readonly order: number | null;
  /**
   * The score drawn towards the others as far as chance may have put it there (E3): for ordering small units and watch lists,
   * never the printed score. Null below five units, and where errors are unknown.
   */
  readonly shrunken: number | null;
  /** How much of its distance from the others is the unit and not chance, 0–1. */
  readonly reliability: number | null;
  /** Ranks the data allow, all at once at 95 %. */
  readonly ranks: readonly [number, number] | null;
  /** Whether it stands further off than chance and ordinary differences put units. */
  readonly funnel: FunnelState | null;
  /** Of a project's fieldwork in that wave; null for everything else, and where it has none. */
  readonly grade: QualityGrade | null;
  /** Graded C and so left out of bands, ranks and the funnel until it is audited. */
  readonly leftOut: boolean;
  /** Whether its value is made of the same things as the others': not where much of it rests on items hardly anybody answered. */
  readonly comparable: boolean;
  /** Whether a rank may be shown and money follow: comparable, enough answers, reliable, weights not too unequal. */
  readonly eligible: boolean;
};

export type UnitsView = {
  readonly unit: UnitRef;
  readonly path: readonly UnitRef[];
  readonly node: NodeRef;
  /** Everything that can be compared, for choosing another. */
  readonly nodes: readonly (NodeRef & { readonly depth: number })[];
  readonly wave: WaveOption;
  readonly previousWave: WaveOption | null;
  /** The group's number, which differences are held against. */
  readonly reference: { readonly unit: UnitRef; readonly reading: ReadingView };
  readonly funnel: FunnelFrame | null;
  /** What the order is made of, and which fallback standardising needed; null where it is the owner-weighted score. */
  readonly standardisation: Omit<Standardisation, "leftOut"> | null;
  /** Variance between units beyond chance: 0 says that they cannot be told apart. Null with fewer than 5. */
  readonly between: number | null;
  readonly units: readonly ComparedUnit[];
  readonly passport: PassportView;
};
