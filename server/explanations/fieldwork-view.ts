import { z } from "zod";
import {
  estimatedEligibility,
  type OutcomeRates,
  outcomeRates,
} from "#analytics/statistics/outcome-rates.ts";
import type { StratumRow } from "#server/analysis/strata.ts";
import { cutFor, type IndicatorCut, placeFor } from "#server/indicators/cut.ts";
import { passportOf } from "#server/indicators/passport.ts";
import { placeKey } from "#server/indicators/place.ts";
import { readingAt } from "#server/indicators/reading-of.ts";
import type { PassportView } from "#server/indicators/reading-view.ts";
import type { Sources } from "#server/indicators/sources.ts";
import { partsOf, projectsOf } from "#server/indicators/units-below.ts";
import type { WaveOption } from "#server/indicators/wave-option.ts";
import { type TreeUnit, unitRef } from "#server/scope/org-tree.ts";
import type { Scope } from "#server/scope/scope.ts";
import type { UnitRef } from "#server/scope/unit-view.ts";
import { OWNER_PHASES } from "#surveys/owner-phase.ts";

export const fieldworkQuery = z.strictObject({
  unit: z.int().positive(),
  wave: z.int().positive().optional(),
});
export type FieldworkQuery = z.infer<typeof fieldworkQuery>;

const MODES = ["web", "phone", "visit"] as const;

/** A group of owners among all: shares in 0–1, null where unknown or hidden. */
export type ShareRow = {
  readonly by: "phase" | "unit" | "mode";
  /** Phase, code of the unit, or mode. */
  readonly value: string;
  readonly unit: UnitRef | null;
  readonly owners: number | null;
  readonly ownersShare: number | null;
  readonly invitedShare: number | null;
  readonly n: number | null;
  readonly answersShare: number | null;
  /** After weighting by owners. */
  readonly weightedShare: number | null;
  /** Whether weighting left it far from its owners' share. */
  readonly flagged: boolean;
};

export type RateView = {
  readonly unit: UnitRef;
  readonly owners: number;
  readonly invited: number;
  /** All null where the number of answers is hidden: a rate times those asked tells it. */
  readonly rates: Readonly<Record<keyof OutcomeRates, number | null>>;
  /** Estimated share of eligible homes among those of which nothing is known, behind RR3 and RR4. */
  readonly eligibility: number | null;
  readonly flag: "red" | "amber" | null;
};

export type FieldworkView = {
  readonly unit: UnitRef;
  readonly wave: WaveOption;
  readonly shares: readonly ShareRow[];
  /** The unit, then what it divides into. */
  readonly rates: readonly RateView[];
  /** Effective answers of the weighting (Kish), and how much of the precision unequal weights cost. */
  readonly effective: { readonly n: number; readonly neff: number; readonly deff: number } | null;
  readonly passport: PassportView;
};

function methodOf(gap: number) {
  return {
    zh: `比率按 AAPOR《标准定义》第 9 版；申请不访的户仍计入；未知是否合格者的合格比例按 CASRO 估计。加权后份额与业主份额相差超过 ${gap} 个百分点者标出。`,
    en: `Rates as in AAPOR, Standard Definitions, 9th edition; homes left out on request stay in; eligibility of the unknown by CASRO. Rows whose weighted share is more than ${gap} points off their owners' share are flagged.`,
  };
}

function ownersOf(strata: readonly StratumRow[]): number {
  return strata.reduce((sum, { frame }) => sum + frame.reduce((all, { owners }) => all + owners, 0), 0);
}

function invitedOf(strata: readonly StratumRow[]): number {
  return strata.reduce((sum, { frame }) => sum + frame.reduce((all, { invited }) => all + invited, 0), 0);
}

/** Outcomes of those asked; who has none yet may still be anything. */
function dispositionsOf(strata: readonly StratumRow[]) {
  const frames = strata.flatMap(({ frame }) => frame);
  const ended = (code: keyof (typeof frames)[number]["dispositions"]) =>
    frames.reduce((sum, { dispositions }) => sum + dispositions[code], 0);
  const decided = {
    complete: ended("I"),
    partial: ended("P"),
    refusal: ended("R"),
    nonContact: ended("NC"),
    other: ended("O"),
    unknownHousehold: ended("UH"),
    unknownOther: ended("UO"),
    notEligible: ended("NE"),
  };
  const known = Object.values(decided).reduce((sum, count) => sum + count, 0);
  const open = Math.max(0, invitedOf(strata) - known);
  return { ...decided, unknownHousehold: decided.unknownHousehold + open };
}

type Counted = { readonly n: number | null; readonly weighted: number | null };

function share(part: number | null, whole: number): number | null {
  return part === null || whole === 0 ? null : part / whole;
}

function rateView(cut: IndicatorCut, unit: TreeUnit, strata: readonly StratumRow[]): RateView {
  const root = cut.published.definition.tree.id;
  const { n } = readingAt(cut.now.table, placeFor(cut, unit, undefined), root);
  const dispositions = dispositionsOf(strata);
  const found = outcomeRates(dispositions);
  const told = n !== null;
  const rates = Object.fromEntries(
    Object.entries(found).map(([name, rate]) => [name, told ? (rate ?? null) : null]),
  ) as RateView["rates"];
  const { RR2 } = rates;
  const [amber, red] = [cut.settings["fieldwork.rate_amber"], cut.settings["fieldwork.rate_red"]];
  return {
    unit: unitRef(unit),
    owners: ownersOf(strata),
    invited: invitedOf(strata),
    rates,
    eligibility: told ? (estimatedEligibility(dispositions) ?? null) : null,
    flag: RR2 === null ? null : 100 * RR2 < red ? "red" : 100 * RR2 < amber ? "amber" : null,
  };
}

/** Answers of the parts of a unit with the owners they stand for; hidden ones are null. */
function countedAt(cut: IndicatorCut, key: string): Counted {
  const root = cut.published.definition.tree.id;
  const reading = cut.now.table.shown.get(key)?.get(root);
  const told = reading !== undefined && reading.state !== "hidden" ? (reading.n ?? 0) : null;
  if (reading === undefined) return { n: 0, weighted: 0 };
  return { n: told, weighted: told === null ? null : (reading.populationCovered ?? null) };
}

/**
 * Whether those who answered stand for the owners, and how many of those asked answered, as every survey reports it.
 * @throws AppError `not_found` for a unit or wave that is not the asker's
 */
export async function fieldworkView(
  sources: Sources,
  scope: Scope,
  query: FieldworkQuery,
): Promise<FieldworkView> {
  const cut = await cutFor(sources, scope, { ...query, compare: null, organisation: "then" });
  const { unit, now, published } = cut;
  const strataOf = (units: readonly TreeUnit[]) => {
    const projectIds = units.map(({ id }) => id);
    return sources.analysis.strata({ waveIds: [now.wave.id], projectIds }).strata;
  };
  const all = strataOf(projectsOf(cut, unit));
  const root = published.definition.tree.id;
  const whole = cut.now.table.shown.get(placeKey(placeFor(cut, unit, undefined)))?.get(root);
  const [owners, invited] = [ownersOf(all), invitedOf(all)];
  const total = whole?.n ?? 0;
  const row = (
    by: ShareRow["by"],
    value: string,
    strata: readonly StratumRow[] | undefined,
    counted: Counted,
    of: TreeUnit | undefined,
  ): ShareRow => {
    const own = strata && ownersOf(strata);
    const ownersShare = own === undefined ? null : share(own, owners);
    const weightedShare = share(counted.weighted, whole?.populationCovered ?? 0);
    const gap = ownersShare === null || weightedShare === null ? 0 : Math.abs(weightedShare - ownersShare);
    return {
      by,
      value,
      unit: of ? unitRef(of) : null,
      owners: own ?? null,
      ownersShare,
      invitedShare: strata ? share(invitedOf(strata), invited) : null,
      n: counted.n,
      answersShare: share(counted.n, total),
      weightedShare,
      flagged: 100 * gap > cut.settings["fieldwork.gap_points"],
    };
  };
  const phases = OWNER_PHASES.flatMap((phase) => {
    const own = all.filter((stratum) => stratum.phase === phase);
    const key = placeKey(placeFor(cut, unit, phase));
    return own.length === 0 ? [] : [row("phase", phase, own, countedAt(cut, key), undefined)];
  });
  const parts = partsOf(cut).map((part) => ({ part, strata: strataOf(projectsOf(cut, part)) }));
  const units = parts.map(({ part, strata }) =>
    row("unit", part.code, strata, countedAt(cut, placeKey(placeFor(cut, part, undefined))), part),
  );
  const modes = await Promise.all(
    MODES.map(async (mode) => {
      const own = await cutFor(sources, scope, { ...query, mode, compare: null, organisation: "then" });
      const reading = own.now.table.shown.get(placeKey(placeFor(own, unit, undefined)))?.get(root);
      const n = reading === undefined || reading.state === "undefined" ? 0 : (reading.n ?? null);
      return row("mode", mode, undefined, { n, weighted: null }, undefined);
    }),
  );
  const { n, neff } = whole ?? {};
  return {
    unit: unitRef(unit),
    wave: now.wave,
    shares: [...phases, ...units, ...modes],
    rates: [rateView(cut, unit, all), ...parts.map(({ part, strata }) => rateView(cut, part, strata))],
    effective: n !== undefined && neff !== undefined && n > 0 ? { n, neff, deff: n / neff } : null,
    passport: { ...passportOf(cut), method: methodOf(cut.settings["fieldwork.gap_points"]) },
  };
}
