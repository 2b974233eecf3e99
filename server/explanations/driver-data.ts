import type { IndexDefinition, ItemDefinition } from "#analytics/index-definition.ts";
import type { DriverData } from "#analytics/statistics/key-drivers.ts";
import { MOST_DRIVERS } from "#analytics/statistics/relative-importance.ts";
import type { AnswerRows } from "#server/analysis/answer-rows.ts";
import type { NodeInfo } from "#server/indicators/nodes.ts";

/** Share of a phase's respondents who must have answered a driver of the common model; one put to fewer has a model of its users. */
const APPLIES = 0.7;

/** Respondents a model is made of at most, drawn by their random ids: more would narrow no interval anybody reads. */
const MOST_RESPONDENTS = 50_000;

/** A driver and the items it is made of with their weights. */
export type DriverSpec = { readonly id: string; readonly items: Readonly<Record<string, number>> };

function ancestors(infos: readonly NodeInfo[], id: string): readonly string[] {
  const parent = infos.find((info) => info.id === id)?.parent ?? null;
  return parent === null ? [id] : [id, ...ancestors(infos, parent)];
}

/**
 * What may drive the overall mark: the dimensions of every branch but the one that holds the mark itself. With more than a
 * driver analysis can take, the branches.
 * @param infos every row of the definition, whoever asks
 */
export function driversOf(
  definition: IndexDefinition,
  infos: readonly NodeInfo[],
  outcome: string,
): readonly DriverSpec[] {
  const root = definition.tree.id;
  const branchOf = (id: string) => ancestors(infos, id).at(-2) ?? id;
  const own = branchOf(outcome);
  const weightsOf = (info: NodeInfo): DriverSpec => ({
    id: info.id,
    items: Object.fromEntries(
      infos
        .filter(
          ({ kind, id, items }) =>
            kind === "item" && items.length > 0 && ancestors(infos, id).includes(info.id),
        )
        .map((item) => [item.id, shareWithin(infos, item, info.id)]),
    ),
  });
  const usable = (info: NodeInfo) => branchOf(info.id) !== own && info.items.length > 0;
  const dimensions = infos.filter((info) => info.kind === "dimension" && usable(info));
  const chosen =
    dimensions.length <= MOST_DRIVERS
      ? dimensions
      : infos.filter((info) => info.parent === root && usable(info));
  return chosen.slice(0, MOST_DRIVERS).map(weightsOf);
}

function shareWithin(infos: readonly NodeInfo[], item: NodeInfo, top: string): number {
  let share = item.share;
  for (let parent = item.parent; parent !== null && parent !== top; ) {
    const info = infos.find(({ id }) => id === parent);
    share *= info?.share ?? 1;
    parent = info?.parent ?? null;
  }
  return share;
}

/** Score of each code of an item, NaN for what is no score. */
function scoresOf(
  { scale, score, boxes = 1, promoters, detractors }: ItemDefinition,
  lowest: number,
  size: number,
) {
  const [low, high] = scale;
  const scores = new Float64Array(256).fill(Number.NaN);
  for (let code = 1; code <= size; code++) {
    const answer = code - 1 + lowest;
    scores[code] =
      score === "top-box"
        ? answer > high - boxes
          ? 100
          : 0
        : score === "net"
          ? answer >= (promoters ?? high)
            ? 100
            : answer <= (detractors ?? low)
              ? -100
              : 0
          : (100 * (answer - (score === "of-max" ? 0 : low))) / (score === "of-max" ? high : high - low);
  }
  return scores;
}

/** A driver too few were asked about, with the common ones beside it: complete among its users alone. */
export type UserModel = { readonly id: string; readonly data: DriverData };

type Drawn = DriverData & { readonly users: readonly UserModel[] };

/**
 * Respondents' marks and their scores for each driver, weighed by the owners they stand for. The rows come in the order of
 * their ids, which are random.
 * @param weightOf owners a respondent of a stratum stands for, by its place in the rows' strata
 */
export function driverData(
  definition: IndexDefinition,
  drivers: readonly DriverSpec[],
  outcome: string,
  rows: AnswerRows,
  weightOf: (stratum: number) => number,
): Drawn {
  const order = [...rows.ids.keys()]
    .toSorted((a, b) => ((rows.ids[a] ?? "") < (rows.ids[b] ?? "") ? -1 : 1))
    .slice(0, MOST_RESPONDENTS);
  const columns = new Map(
    rows.codeBook.flatMap(({ item, lowest, size }) => {
      const rule = definition.items[item];
      const codes = rows.codes.get(item);
      return rule && codes ? [[item, { codes, scores: scoresOf(rule, lowest, size) }] as const] : [];
    }),
  );
  const scoreAt = (item: string, row: number): number => {
    const column = columns.get(item);
    return column === undefined ? Number.NaN : (column.scores[column.codes[row] as number] as number);
  };
  const kept = order.filter((row) => !Number.isNaN(scoreAt(outcome, row)));
  const scored = drivers.map(({ id, items }) => {
    const weighted = Object.entries(items);
    const answers = kept.map((row): number | undefined => {
      let [sum, weight] = [0, 0];
      for (const [item, share] of weighted) {
        const score = scoreAt(item, row);
        if (Number.isNaN(score)) continue;
        sum += share * score;
        weight += share;
      }
      return weight > 0 ? sum / weight : undefined;
    });
    const given = answers.reduce((count: number, answer) => count + (answer === undefined ? 0 : 1), 0);
    return { id, answers, applies: kept.length > 0 && given / kept.length >= APPLIES };
  });
  const common = {
    outcome: kept.map((row) => scoreAt(outcome, row)),
    drivers: scored.filter(({ applies }) => applies).map(({ id, answers }) => ({ id, answers })),
    weights: Float64Array.from(kept, (row) => weightOf(rows.stratum[row] as number)),
  };
  return {
    ...common,
    users: scored
      .filter(({ applies }) => !applies)
      .map(({ id, answers }) => ({
        id,
        data: { ...common, drivers: [...common.drivers, { id, answers }] },
      })),
  };
}
