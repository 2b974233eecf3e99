import {
  type Comparison,
  type Contrast,
  independentContrast,
  type TestOptions,
  testContrasts,
} from "./comparison.ts";
import { evaluateNaively } from "./evaluate-naively.ts";
import type { EvaluateOptions } from "./evaluate-options.ts";
import type { IndexDefinition } from "./index-definition.ts";
import type { Row } from "./leaf-estimate.ts";
import {
  type OverlapSums,
  overlapCorrection,
  overlapCovariance,
  stratumIdentity,
} from "./overlap-covariance.ts";
import { nodesToEstimate } from "./row-estimate.ts";
import { designOf } from "./stratum-design.ts";
import type { Survey } from "./survey-row.ts";

type Options = Omit<EvaluateOptions, "estimand" | "phases"> & TestOptions;

function rowsOf(definition: IndexDefinition, survey: Survey) {
  const design = designOf(definition, survey.strata);
  const rows = survey.rows.flatMap((row): Row[] => {
    const place = design.placeOf.get(row.stratum);
    return place === undefined ? [] : [{ ...row, place, w: row.weight ?? design.strata[place]?.weight ?? 1 }];
  });
  const nameOf = new Map(survey.strata.map((stratum) => [stratum.key, stratumIdentity(stratum)]));
  const names = design.strata.map(({ keys: [key = ""] }) => nameOf.get(key) ?? key);
  const units = Map.groupBy(rows, ({ place }) => place);
  const sampled = design.strata.map(({ fraction }, place) => {
    const count = new Set(units.get(place)?.map(({ unit }) => unit)).size;
    return { units: count, population: fraction > 0 ? count / fraction : undefined };
  });
  return { design, rows, names, sampled };
}

/** Influence of each sampling unit of a group on a node, with its stratum. */
function unitInfluences(
  rows: readonly Row[],
  influence: ReadonlyMap<unknown, number>,
): ReadonlyMap<string, { readonly stratum: number; readonly z: number }> {
  const units = new Map<string, { stratum: number; z: number }>();
  for (const row of rows) {
    const key = row.unit ?? "";
    const unit = units.get(key) ?? { stratum: row.place, z: 0 };
    unit.z += influence.get(row) ?? 0;
    units.set(key, unit);
  }
  return units;
}

/**
 * What `comparePanel` gives, by plain arithmetic over rows whose `unit` names the household, or a cluster of households,
 * in both waves. The proof of the fast way, and the way for clusters. Owner-weighted only; phases' own weights apply where
 * groups are phases.
 */
export function comparePanelNaively(
  definition: IndexDefinition,
  before: Survey,
  after: Survey,
  options: Options,
): Comparison[] {
  const asked = { inference: "process" as const, ...options };
  const [earlier, later] = [before, after].map((survey) => rowsOf(definition, survey)) as [
    ReturnType<typeof rowsOf>,
    ReturnType<typeof rowsOf>,
  ];
  const readings = new Map(
    evaluateNaively(definition, before, asked).map((reading) => [
      JSON.stringify([reading.group, reading.node]),
      reading,
    ]),
  );
  const nodes = new Map(nodesToEstimate(definition).map((node) => [node.id, node]));
  const contrasts = evaluateNaively(definition, after, asked).flatMap((reading): Contrast[] => {
    const old = readings.get(JSON.stringify([reading.group, reading.node]));
    const node = nodes.get(reading.node);
    if (old === undefined || node === undefined) return [];
    const inGroup = (row: Row) => options.by.every((column) => row.group[column] === reading.group[column]);
    const [first, second] = [earlier, later].map(({ rows }, at) => {
      const own = rows.filter(inGroup);
      const phases = new Set(rows.map((row) => row.group.phase));
      const phase = options.by.includes("phase")
        ? reading.group.phase
        : phases.size === 1
          ? [...phases][0]
          : undefined;
      const records = ((at === 0 ? before : after).records ?? []).filter((record) =>
        options.by.every((column) => record.group[column] === reading.group[column]),
      );
      return unitInfluences(own, node.estimate({ rows: own, records }, phase).influence);
    });
    const pairs = new Map<string, OverlapSums>();
    for (const [unit, past] of first ?? []) {
      const present = second?.get(unit);
      if (present === undefined) continue;
      const key = `${past.stratum}/${present.stratum}`;
      const sums = pairs.get(key) ?? {
        before: past.stratum,
        after: present.stratum,
        units: 0,
        first: new Float64Array(1),
        second: new Float64Array(1),
        product: new Float64Array(1),
      };
      pairs.set(key, sums);
      sums.units++;
      sums.first[0] = (sums.first[0] as number) + past.z;
      sums.second[0] = (sums.second[0] as number) + present.z;
      sums.product[0] = (sums.product[0] as number) + past.z * present.z;
    }
    const [covariance = 0] = overlapCovariance([...pairs.values()], 1, ({ before: a, after: b, units }) => {
      const [one, two] = [earlier.sampled[a], later.sampled[b]];
      if (asked.inference === "process" || !one || !two || earlier.names[a] !== later.names[b]) return 1;
      return overlapCorrection(one, two, units);
    });
    const contrast = independentContrast(old, reading);
    const shared = [...pairs.values()].reduce((sum, { units }) => sum + units, 0);
    if (shared === 0 || node.kind === "records" || contrast.se === undefined) return [contrast];
    const [own, other] = [first, second].map(
      (units, at) =>
        new Set(
          [...(units?.values() ?? [])].map(({ stratum }) => (at === 0 ? earlier : later).names[stratum]),
        ),
    );
    const strata = new Set([...(own ?? []), ...(other ?? [])]).size;
    const df = (old.df ?? 0) + (reading.df ?? 0) + (own?.size ?? 0) + (other?.size ?? 0) - shared - strata;
    const variance = contrast.se ** 2 - 2 * covariance;
    const noise = 1e-12 * contrast.se ** 2;
    return [{ ...contrast, se: variance > noise ? Math.sqrt(variance) : 0, df }];
  });
  return testContrasts(contrasts, options);
}
