import { z } from "zod";
import { type Arrangement, arrange } from "#analytics/arrange.ts";
import { compareWeights, type DefinitionShift } from "#analytics/compare-definitions.ts";
import { EmptyStratumError } from "#analytics/empty-stratum-error.ts";
import { frameVersion } from "#analytics/frame-version.ts";
import type { Cell, Moments } from "#analytics/moments.ts";
import { type CellMargin, rakeCells } from "#analytics/rake-cells.ts";
import type { Passport } from "#analytics/reading.ts";
import { studentTMultiplier } from "#analytics/statistics/student-t-interval.ts";
import { suppress } from "#analytics/suppress.ts";
import type { Analysis } from "#server/analysis/analysis.ts";
import { AppError } from "#server/app-error.ts";
import { type PublishedDefinition, publishedDefinition } from "#server/indicators/definitions.ts";
import { nodeInfos, nodeRef } from "#server/indicators/nodes.ts";
import { readingView } from "#server/indicators/reading-of.ts";
import type { Asked, NodeRef, ReadingView } from "#server/indicators/reading-view.ts";
import type { Sources } from "#server/indicators/sources.ts";
import { remembered } from "#server/indicators/table-cache.ts";
import { momentsOfWave } from "#server/indicators/wave-table.ts";
import type { AgeCut } from "#surveys/tenure.ts";
import { readWave } from "../wave-facts.ts";
import type { WaveManager } from "../wave-manager.ts";
import { waveQuestionnaire } from "../wave-questionnaire.ts";

/** What answers may be weighted by beside projects and phases: what the frame knows of every home, `batch` being what the wave tells owners by. */
export const FURTHER_MARGINS = ["product_type", "batch"] as const;
export type FurtherMargin = (typeof FURTHER_MARGINS)[number];

export const otherWeightsQuery = z.strictObject({
  id: z.int().positive(),
  by: z.array(z.enum(FURTHER_MARGINS)).min(1).max(FURTHER_MARGINS.length),
});
export type OtherWeightsQuery = z.infer<typeof otherWeightsQuery>;

/** Homes of one kind or batch: shares are of all owners, 0–1; null where fewer than five answered, and beside a single such row. */
export type MarginRow = {
  readonly by: FurtherMargin;
  /** Empty where the record does not say. */
  readonly value: string;
  readonly owners: number;
  readonly ofOwners: number;
  readonly n: number | null;
  /** As weighted now. */
  readonly ofWeighted: number | null;
};

export type WeightShift = {
  readonly node: NodeRef;
  readonly now: ReadingView;
  readonly raked: ReadingView;
  /** Raked less now with its 95 % interval: the same answers make both. Null where either is not shown. */
  readonly difference: { readonly value: number; readonly low: number; readonly high: number } | null;
};

export type OtherWeights = {
  /** What the wave tells owners by, which is what the margin `batch` holds. */
  readonly ageBy: AgeCut;
  readonly rows: readonly MarginRow[];
  /** Why there are no such weights: owners nobody answered for, or margins that cannot be met together. */
  readonly obstacle:
    | { readonly kind: "empty-cell"; readonly by: string; readonly value: string }
    | { readonly kind: "not-converged" }
    | null;
  /** The index, what it is made of at its first step, and joint rules; empty where there is an obstacle. */
  readonly shifts: readonly WeightShift[];
  /** Effective answers (Kish) as weighted now and raked. */
  readonly effective: { readonly now: number; readonly raked: number } | null;
  readonly passport: Passport & { readonly asked?: Asked | undefined };
};

const METHOD = {
  zh: "在项目×阶段的权数上，再按所选特征的业主数反复加权（耙平，Deming–Stephan），直到各边际都对上（相对误差 1e-9）；区间把权数当作给定，略偏宽；差由同一批答卷的影响值之差求标准误。只作对照，不是公布的得分。",
  en: "From the weights by project and phase, raked (Deming and Stephan) to the owners of the chosen characteristics until every margin is met to 1e-9; intervals take weights as given and are a little wide; the difference has the error of the difference of influences. For comparison only, never the published score.",
};

const HIDDEN_BELOW = 5;

/** Owners by stratum and value, as the frame has them. */
async function ownersBy(analysis: Analysis, waveId: number, by: FurtherMargin) {
  const rows = await analysis.query(
    `select project_id, phase::varchar as phase, coalesce(${by}, '') as value, count(*)::integer as owners
     from frame_member where wave_id = $1 group by all order by all`,
    [waveId],
  );
  return rows.map((row) => ({
    stratum: `${waveId}|${Number(row.project_id)}|${String(row.phase)}`,
    value: String(row.value),
    owners: Number(row.owners),
  }));
}

/** A margin over the strata the answers speak for. */
async function marginOf(
  analysis: Analysis,
  waveId: number,
  by: FurtherMargin,
  { design }: Arrangement,
): Promise<CellMargin> {
  const population = new Map<string, number>();
  for (const { stratum, value, owners } of await ownersBy(analysis, waveId, by))
    if (design.placeOf.has(stratum)) population.set(value, (population.get(value) ?? 0) + owners);
  return { name: by, cellValue: (cell) => cell.group[by] ?? "", population };
}

function arranged({ definition }: PublishedDefinition, moments: Moments): Arrangement {
  try {
    return arrange(definition, moments, { by: [] });
  } catch (failure) {
    if (!(failure instanceof EmptyStratumError)) throw failure;
    throw new AppError(
      "conflict",
      "Some projects and phases have owners and no answer, and the rule does not say what to do: choose a rule that leaves them out or joins them.",
    );
  }
}

function rowsOf({ name, cellValue, population }: CellMargin, { cells, weight }: Arrangement): MarginRow[] {
  const all = [...population.values()].reduce((sum, owners) => sum + owners, 0);
  const weighted = cells.reduce((sum, cell, at) => sum + cell.respondents * (weight[at] as number), 0);
  const own = (value: string, of: (cell: Cell, at: number) => number) =>
    cells.reduce((sum, cell, at) => sum + (cellValue(cell) === value ? of(cell, at) : 0), 0);
  const counted = [...population]
    .map(([value, owners]) => ({
      value,
      owners,
      n: own(value, ({ respondents }) => respondents),
      share: own(value, (cell, at) => cell.respondents * (weight[at] as number)) / weighted,
    }))
    .toSorted((a, b) => b.owners - a.owners || (a.value < b.value ? -1 : 1));
  const few = counted.filter(({ n }) => n < HIDDEN_BELOW);
  const rest = counted.filter(({ n }) => n >= HIDDEN_BELOW).toSorted((a, b) => a.n - b.n);
  const hidden = new Set([...few, ...(few.length === 1 ? rest.slice(0, 1) : [])]);
  return counted.map((row): MarginRow => {
    const told = !hidden.has(row);
    return {
      by: name as FurtherMargin,
      value: row.value,
      owners: row.owners,
      ofOwners: all === 0 ? 0 : row.owners / all,
      n: told ? row.n : null,
      ofWeighted: told ? row.share : null,
    };
  });
}

function differenceOf({ difference, se, after }: DefinitionShift): WeightShift["difference"] {
  const times = studentTMultiplier(after.df ?? 0, 0.95);
  if (difference === undefined || se === undefined || times === undefined) return null;
  return { value: difference, low: difference - times * se, high: difference + times * se };
}

function shown(found: readonly DefinitionShift[], { definition }: PublishedDefinition) {
  const now = suppress(
    definition,
    found.map(({ before }) => before),
  );
  const raked = suppress(
    definition,
    found.map(({ after }) => after),
  );
  return found.map((shift, at) => {
    const [one, two] = [readingView(now[at]), readingView(raked[at])];
    const told = one.value !== null && two.value !== null;
    return { now: one, raked: two, difference: told ? differenceOf(shift) : null };
  });
}

/**
 * How a wave's numbers would stand if its answers were weighted by more than project and phase: whether the published weighting
 * leaves anything to be desired. Of the whole group, for those who run the wave and may read its single answers, as a second
 * weighting of the same answers could tell a reader of tables what is hidden.
 * @throws AppError `not_found`, `conflict` before anybody answered or where the owners of the wave are not known
 */
export async function otherWeights(
  sources: Sources,
  _by: WaveManager,
  { id, by }: OtherWeightsQuery,
): Promise<OtherWeights> {
  const { db, analysis } = sources;
  const wave = await readWave(db, id);
  const published = await publishedDefinition(db, undefined, wave.year);
  const { byCode } = await waveQuestionnaire(db, id);
  const chosen = FURTHER_MARGINS.filter((each) => by.includes(each));
  const request = { waveId: id, questionnaire: wave.questionnaireId };
  const { moments, dataVersion, asOf } = await momentsOfWave(
    sources,
    [published.definition],
    request,
    chosen,
  );
  const unknown = moments.strata.some(({ population }) => population === undefined);
  if (moments.cells.length === 0 || unknown)
    throw new AppError(
      "conflict",
      moments.cells.length === 0
        ? "Nobody has answered yet: come back when there are answers to weigh."
        : "The owners of this wave are not known: import its frame first.",
    );
  return remembered(`raked|${id}|${dataVersion}|${published.hash}|${chosen.join()}`, async () => {
    const arrangement = arranged(published, moments);
    const margins = await Promise.all(chosen.map((each) => marginOf(analysis, id, each, arrangement)));
    const found = rakeCells(arrangement, margins);
    const base = {
      ageBy: wave.ageBy,
      rows: margins.flatMap((margin) => rowsOf(margin, arrangement)),
      passport: passport(published, { version: dataVersion, asOf }, moments, id, chosen),
    };
    if (found.kind !== "weights") {
      const obstacle =
        found.kind === "empty-cell"
          ? { kind: found.kind, by: found.margin, value: found.cell }
          : { kind: found.kind };
      return { ...base, obstacle, shifts: [], effective: null };
    }
    const { tree, joint } = published.definition;
    const nodes = [tree.id, ...(tree.combine ?? []).map((child) => child.id), ...Object.keys(joint)];
    const infos = nodeInfos(published.definition, byCode);
    const shifts = compareWeights(published.definition, moments, found.weightOf, { by: [], nodes });
    const [total] = shifts;
    return {
      ...base,
      obstacle: null,
      shifts: shown(shifts, published).flatMap((shift, at) => {
        const info = infos.find((each) => each.id === shifts[at]?.before.node);
        return info ? [{ node: nodeRef(info), ...shift }] : [];
      }),
      effective:
        total?.before.neff === undefined || total.after.neff === undefined
          ? null
          : { now: total.before.neff, raked: total.after.neff },
    };
  });
}

function passport(
  { definition, hash }: PublishedDefinition,
  data: Passport["data"],
  moments: Moments,
  waveId: number,
  by: readonly FurtherMargin[],
): Passport {
  const frame = frameVersion(moments.strata);
  return {
    definition: { id: definition.id, version: definition.version, hash },
    data,
    frame: frame === undefined ? null : { version: frame },
    filters: { wave: String(waveId), margins: by.join("+") },
    estimand: "owner-weighted",
    inference: "finite",
    confidence: 0.95,
    method: METHOD,
  };
}
