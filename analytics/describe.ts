import { OWNER_PHASE_LABELS } from "#surveys/owner-phase.ts";
import type { Text } from "#surveys/question.ts";
import { nodesOf } from "./columns-of-definition.ts";
import { jointLines, type Line, measureLines, nameOf, segmentLines } from "./describe-leaves.ts";
import {
  type IndexDefinition,
  type IndexNode,
  type ItemDefinition,
  SEGMENTS,
  segmentId,
} from "./index-definition.ts";

const PERCENT = new Intl.NumberFormat("en", { style: "percent", maximumFractionDigits: 1 });

function shareOf(weight: number, all: number): string {
  return PERCENT.format(all === 0 ? 0 : weight / all);
}

/** The score of an item as arithmetic on its answers. */
function scoreLine(id: string, item: ItemDefinition): Line {
  const [low, high] = item.scale;
  const name = nameOf(id, item.title);
  const from =
    low === 0 ? { zh: "平均分", en: "mean" } : { zh: `（平均分 − ${low}）`, en: `(mean − ${low})` };
  const rule = ((): Text => {
    switch (item.score) {
      case "min-max":
        return { zh: `${from.zh} ÷ ${high - low} × 100`, en: `${from.en} ÷ ${high - low} × 100` };
      case "of-max":
        return { zh: `平均分 ÷ ${high} × 100`, en: `mean ÷ ${high} × 100` };
      case "top-box": {
        const cut = high - (item.boxes ?? 1) + 1;
        return {
          zh: `答 ${cut}–${high} 分的业主占比 × 100`,
          en: `share of owners answering ${cut}–${high} × 100`,
        };
      }
      case "net":
        return {
          zh: `（答 ${item.promoters} 分及以上的占比 − 答 ${item.detractors} 分及以下的占比）× 100`,
          en: `(share answering ${item.promoters} or more − share answering ${item.detractors} or less) × 100`,
        };
    }
  })();
  return {
    place: `items/${id}`,
    zh: `${name.zh} ＝ ${rule.zh}（${low}–${high} 分）`,
    en: `${name.en} = ${rule.en} (scale ${low}–${high})`,
  };
}

type Term = { readonly weight: number; readonly name: Text };

function termsOf(definition: IndexDefinition, node: IndexNode): readonly Term[] {
  return [
    ...(node.combine ?? []).map((child) => ({
      weight: child.weight ?? 0,
      name: nameOf(child.id, child.title),
    })),
    ...Object.entries(node.items ?? {}).map(([id, weight]) => ({
      weight,
      name: nameOf(id, definition.items[id]?.title),
    })),
    ...Object.entries(node.measures ?? {}).map(([id, weight]) => ({
      weight,
      name: nameOf(id, definition.measures?.[id]?.title),
    })),
  ];
}

function sumOf(terms: readonly Term[]): Text {
  const all = terms.reduce((sum, { weight }) => sum + weight, 0);
  const shown = terms.filter(({ weight }) => weight > 0);
  const join = (language: "zh" | "en") =>
    shown
      .map(({ weight, name }) => `${shareOf(weight, all)} × ${name[language]}`)
      .join(language === "zh" ? " ＋ " : " + ");
  return { zh: join("zh"), en: join("en") };
}

function phaseLines(definition: IndexDefinition): readonly Line[] {
  const { tree } = definition;
  const names = new Map([
    ...(tree.combine ?? []).map((child) => [child.id, nameOf(child.id, child.title)] as const),
    ...Object.keys(tree.items ?? {}).map((id) => [id, nameOf(id, definition.items[id]?.title)] as const),
    ...Object.keys(tree.measures ?? {}).map(
      (id) => [id, nameOf(id, definition.measures?.[id]?.title)] as const,
    ),
  ]);
  const root = nameOf(tree.id, tree.title);
  return Object.entries(definition.phaseWeights ?? {}).map(([phase, weights]) => {
    const label = OWNER_PHASE_LABELS.find((each) => each.phase === phase);
    const sum = sumOf(
      Object.entries(weights).map(([id, weight]) => ({ weight, name: names.get(id) ?? { zh: id, en: id } })),
    );
    return {
      place: `phaseWeights/${phase}`,
      zh: `只看${label?.zh ?? phase}时：${root.zh} ＝ ${sum.zh}`,
      en: `For ${label?.en ?? phase} alone: ${root.en} = ${sum.en}`,
    };
  });
}

function ruleLines(definition: IndexDefinition): readonly Line[] {
  const { missing, emptyStratum, weights, minimumAnswers, standard } = definition;
  const lines: Line[] = [
    missing === "renormalise"
      ? {
          place: "missing",
          zh: "没有数据的下级不计，其余权重按比例放大，并报告覆盖率",
          en: "Parts without data are left out, the others' weights scaled up, and the coverage is reported",
        }
      : {
          place: "missing",
          zh: "任何一个下级没有数据，该指标就没有值",
          en: "An indicator has no value when any of its parts has no data",
        },
  ];
  const empty = {
    error: {
      zh: "有业主而无人作答的项目阶段：不出数，先补答或改规则",
      en: "Owners without a respondent in a project and phase: no numbers until that is settled",
    },
    collapse: {
      zh: "有业主而无人作答的项目阶段：与相近的项目阶段合并加权",
      en: "Owners without a respondent in a project and phase are weighted together with neighbours",
    },
    drop: {
      zh: "有业主而无人作答的项目阶段：不计入数值，另报覆盖的业主数",
      en: "Owners without a respondent in a project and phase are left out, and the owners covered are reported",
    },
  }[emptyStratum];
  lines.push({ place: "emptyStratum", ...empty });
  if (weights.collapseBelow > 0) {
    lines.push({
      place: "weights/collapseBelow",
      zh: `答卷少于 ${weights.collapseBelow} 份的项目阶段合并加权`,
      en: `Projects and phases with fewer than ${weights.collapseBelow} respondents are weighted together`,
    });
  }
  if (weights.trim !== null) {
    lines.push({
      place: "weights/trim",
      zh: `权重超过本区域中位数 ${weights.trim} 倍的部分截去，均摊给其他答卷`,
      en: `Weights are cut at ${weights.trim} times the region's median, the excess spread over the others`,
    });
  }
  if (standard) {
    const all = Object.values(standard).reduce((sum, share) => sum + share, 0);
    const label = (phase: string) =>
      OWNER_PHASE_LABELS.find((each) => each.phase === phase) ?? { zh: phase, en: phase };
    const shares = Object.entries(standard).map(
      ([phase, share]) => [label(phase), shareOf(share, all)] as const,
    );
    lines.push({
      place: "standard",
      zh: `标准阶段构成：${shares.map(([{ zh }, share]) => `${zh} ${share}`).join("、")}`,
      en: `Standard phase mix: ${shares.map(([{ en }, share]) => `${en} ${share}`).join(", ")}`,
    });
  }
  lines.push({
    place: "minimumAnswers",
    zh: `有效答卷少于 ${minimumAnswers} 份不显示分数，少于 5 份连份数也不显示`,
    en: `No score below ${minimumAnswers} answers, and below 5 not even their number`,
  });
  return lines;
}

function nodeLine(definition: IndexDefinition, node: IndexNode): Line {
  const name = nameOf(node.id, node.title);
  const sum = sumOf(termsOf(definition, node));
  return { place: `tree/${node.id}`, zh: `${name.zh} ＝ ${sum.zh}`, en: `${name.en} = ${sum.en}` };
}

/**
 * How one number of a definition comes about, in words: an index, a dimension, an item, a measure, a joint rule or a segment.
 * @param phase the root then reads by that phase's own weights, where it has some
 * @returns undefined for what the definition does not hold
 */
export function describeNode(definition: IndexDefinition, id: string, phase?: string): Text | undefined {
  const { tree, items, segments = {} } = definition;
  const own = id === tree.id && phase !== undefined && `phaseWeights/${phase}`;
  const node = nodesOf(tree).find((each) => each.id === id);
  const item = items[id];
  const rule = Object.keys(segments).find((each) =>
    SEGMENTS.some((segment) => segmentId(each, segment) === id),
  );
  const line =
    (own ? phaseLines(definition).find(({ place }) => place === own) : undefined) ??
    (node ? nodeLine(definition, node) : undefined) ??
    (item ? scoreLine(id, item) : undefined) ??
    measureLines(definition).find(({ place }) => place === `measures/${id}`) ??
    jointLines(definition).find(({ place }) => place === `joint/${id}`) ??
    segmentLines(definition).find(({ place }) => place === `segments/${rule}`);
  return line && { zh: line.zh, en: line.en };
}

/**
 * The formulas of a definition in words, from the root down: the tree, the phases' own weights, joint rules, the rules of
 * weighting and display, the items. Percentages are the weights after siblings are normalised.
 */
export function describe(definition: IndexDefinition): readonly Line[] {
  const nodes = nodesOf(definition.tree).map((node) => nodeLine(definition, node));
  return [
    ...nodes,
    ...phaseLines(definition),
    ...jointLines(definition),
    ...segmentLines(definition),
    ...ruleLines(definition),
    ...Object.entries(definition.items).map(([id, item]) => scoreLine(id, item)),
    ...measureLines(definition),
  ];
}
