import type { Transaction } from "kysely";
import { type IndexDefinition, type IndexNode, indexDefinition } from "#analytics/index-definition.ts";
import type { Database } from "#server/database/connection.ts";
import type { Tables } from "#server/database/tables.ts";
import type { Problem } from "#surveys/problem.ts";
import type { Questionnaire, Text } from "#surveys/question.ts";

/** Where the index counts an item. */
type Place = { readonly node: string; readonly weight: number };

/** What of the record decides whether a scored item counts: rules in force, and rules being written. */
export type ItemWeights = {
  /** Nodes of the rules in force that hold items: what an item can be put under. */
  readonly dimensions: readonly Dimension[];
  readonly inForce: ReadonlyMap<string, Place>;
  readonly planned: ReadonlyMap<string, Place>;
};

/** A level-2 indicator. */
export type Dimension = { readonly id: string; readonly title: Text };

function dimensionsBelow(node: IndexNode): readonly Dimension[] {
  const own =
    node.items === undefined ? [] : [{ id: node.id, title: node.title ?? { zh: node.id, en: node.id } }];
  return [...own, ...(node.combine ?? []).flatMap(dimensionsBelow)];
}

export type WeightProblem = Problem<"no-weight" | "weight-planned" | "other-dimension" | "item-missing"> & {
  readonly severity: "error" | "warning";
};

function placesOf(node: IndexNode): readonly (readonly [string, Place])[] {
  const own = Object.entries(node.items ?? {}).map(
    ([item, weight]) => [item, { node: node.id, weight }] as const,
  );
  return [...own, ...(node.combine ?? []).flatMap(placesOf)];
}

function placesIn(definitions: readonly IndexDefinition[]): ReadonlyMap<string, Place> {
  return new Map(definitions.flatMap(({ tree }) => placesOf(tree)));
}

/** Reads which items count: of each definition the newest published version, and every version being written. */
export async function itemWeights(db: Database | Transaction<Tables>): Promise<ItemWeights> {
  const rows = await db
    .selectFrom("index_definition")
    .select(["id", "status", "definition"])
    .where("status", "in", ["published", "draft", "review"])
    .orderBy("id")
    .orderBy("version")
    .execute();
  const known = rows.flatMap(({ id, status, definition }) => {
    const parsed = indexDefinition.safeParse(definition);
    return parsed.success ? [{ id, status, definition: parsed.data }] : [];
  });
  const newest = new Map(
    known.filter(({ status }) => status === "published").map(({ id, definition }) => [id, definition]),
  );
  const dimensions = [...newest.values()].flatMap(({ tree }) => dimensionsBelow(tree));
  return {
    dimensions: [...new Map(dimensions.map((dimension) => [dimension.id, dimension])).values()],
    inForce: placesIn([...newest.values()]),
    planned: placesIn(
      known.filter(({ status }) => status !== "published").map(({ definition }) => definition),
    ),
  };
}

/**
 * Whether every scored item has its place in the index. A new item cannot be in the rule in force yet, for a rule may
 * only name what is asked: a draft of the rule that weighs it is enough, and is said.
 * @param before the version it was copied from: an item that is weighed and was asked is missed when it is gone
 */
export function checkWeights(
  questionnaire: Questionnaire,
  before: Questionnaire | undefined,
  { inForce, planned }: ItemWeights,
): readonly WeightProblem[] {
  const problems: WeightProblem[] = [];
  for (const { code: item, kind, scored, dimension } of questionnaire.questions) {
    if ((kind !== "rating5" && kind !== "nps") || scored === false) continue;
    const [place, plan] = [inForce.get(item), planned.get(item)];
    if (place !== undefined && place.weight > 0) {
      if (dimension !== undefined && place.node !== dimension && plan?.node !== dimension)
        problems.push({
          code: "other-dimension",
          severity: "error",
          item,
          zh: `${item} 归入 ${dimension}，指标里却在 ${place.node}：改这里，或在“指标与权重”里改`,
          en: `${item} belongs to ${dimension} here and to ${place.node} in the index: change it here, or under Indicators and weights.`,
        });
      continue;
    }
    problems.push(
      plan !== undefined && plan.weight > 0
        ? {
            code: "weight-planned",
            severity: "warning",
            item,
            zh: `${item} 的权重还在草稿里：问卷发布后，请在调查开始前发布那版指标`,
            en: `The weight of ${item} is in a draft of the index: publish that after this questionnaire and before the wave.`,
          }
        : {
            code: "no-weight",
            severity: "error",
            item,
            zh: `${item} 计分却没有权重：在“指标与权重”的草稿里给它权重，或设为不计分`,
            en: `${item} is scored and has no weight: give it one in a draft under Indicators and weights, or take it out of scoring.`,
          },
    );
  }
  const asked = new Set(questionnaire.questions.map(({ code }) => code));
  for (const { code: item } of before?.questions ?? []) {
    if (asked.has(item) || !((inForce.get(item)?.weight ?? 0) > 0)) continue;
    problems.push({
      code: "item-missing",
      severity: "warning",
      item,
      zh: `${item} 在指标里有权重，这版不再问：指标会由同组其他题补足，请确认`,
      en: `${item} is weighed in the index and not asked here: the other items of its dimension take its weight, so make sure that is meant.`,
    });
  }
  return problems;
}
