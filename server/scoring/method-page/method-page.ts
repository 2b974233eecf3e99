import type { IndexNode, ItemDefinition } from "#analytics/index-definition.ts";
import type { Text } from "#surveys/question.ts";
import { nodeTitlesOf } from "../node-titles.ts";
import { oneDecimal } from "../print-readings.ts";
import { howAsked, howManyAnswered, likeness, percent, whoWasLeftOut } from "./answering.ts";
import { type Block, bothLanguages } from "./block.ts";
import type { MethodFacts } from "./method-facts.ts";

function ruleOf({ score, scale: [low, high], boxes, promoters, detractors }: ItemDefinition): string {
  switch (score) {
    case "min-max":
      return `100·(x−${low})/${high - low}`;
    case "of-max":
      return `100·x/${high}`;
    case "top-box":
      return `100·(x ≥ ${high - (boxes ?? 1) + 1})`;
    case "net":
      return `100·(x ≥ ${promoters ?? high}) − 100·(x ≤ ${detractors ?? low})`;
  }
}

function whatWasAsked({ asked, definition }: MethodFacts): readonly Block[] {
  return [
    { kind: "heading", level: 2, text: { zh: "问了什么", en: "What was asked" } },
    {
      kind: "table",
      head: [
        { zh: "题号", en: "Item" },
        { zh: "题目", en: "Wording" },
        { zh: "", en: "Wording in English" },
        { zh: "量表", en: "Scale" },
        { zh: "计分", en: "Score" },
      ],
      numbersFrom: 5,
      rows: asked.flatMap(({ item, wording }) => {
        const rule = definition.items[item];
        return rule === undefined
          ? []
          : [
              [
                item,
                wording.zh,
                wording.en === wording.zh ? "" : wording.en,
                rule.scale.join("–"),
                ruleOf(rule),
              ],
            ];
      }),
    },
  ];
}

function weightRows(node: IndexNode, above: string): readonly (readonly string[])[] {
  const children = [
    ...(node.combine ?? []).map((child) => ({ id: child.id, weight: child.weight ?? 0 })),
    ...Object.entries(node.items ?? {}).map(([id, weight]) => ({ id, weight })),
  ];
  const total = children.reduce((sum, { weight }) => sum + weight, 0);
  return [
    ...children.map(({ id, weight }) => [
      above + node.id,
      id,
      percent(total > 0 ? weight / total : undefined),
    ]),
    ...(node.combine ?? []).flatMap((child) => weightRows(child, above)),
  ];
}

function howWeighted({ method, weights, respondents, result, definition }: MethodFacts): readonly Block[] {
  const { collapsed, dropped, trimmed } = result.weighting;
  const effective = weights.squares > 0 ? weights.sum ** 2 / weights.squares : undefined;
  const list = (keys: readonly string[]): Text | string =>
    keys.length === 0 ? { zh: "无", en: "None" } : keys.join(", ");
  return [
    { kind: "heading", level: 2, text: { zh: "如何加权与计算", en: "Weighting and computation" } },
    { kind: "paragraph", text: method },
    {
      kind: "facts",
      facts: [
        {
          name: { zh: "最小与最大权数", en: "Least and largest weight" },
          value: `${weights.least.toFixed(3)} – ${weights.most.toFixed(3)}`,
        },
        {
          name: { zh: "有效样本量（Kish）", en: "Effective size (Kish)" },
          value: effective === undefined ? "—" : oneDecimal(effective),
        },
        {
          name: { zh: "加权的设计效应", en: "Design effect of weighting" },
          value: effective === undefined ? "—" : (respondents / effective).toFixed(2),
        },
        {
          name: { zh: "合并的层", en: "Strata joined" },
          value: list(collapsed.map((keys) => keys.join(" + "))),
        },
        {
          name: { zh: "无人作答而未计入的层", en: "Strata nobody answered in, left out" },
          value: list(dropped),
        },
        { name: { zh: "截断权数的层", en: "Strata with cut weights" }, value: list(trimmed) },
      ],
    },
    {
      kind: "table",
      head: [
        { zh: "指标", en: "Index" },
        { zh: "组成", en: "Part" },
        { zh: "权重", en: "Weight" },
      ],
      numbersFrom: 2,
      rows: weightRows(definition.tree, ""),
    },
  ];
}

function margins({ result, definition }: MethodFacts): readonly Block[] {
  const titles = nodeTitlesOf(definition);
  const { tree } = definition;
  const top = new Set([tree.id, ...(tree.combine ?? []).map(({ id }) => id)]);
  const rows = result.readings.filter(({ node }) => top.has(node));
  const level = `${Number((100 * result.options.confidence).toFixed(6))} %`;
  return [
    { kind: "heading", level: 2, text: { zh: "误差范围", en: "Margins of error" } },
    {
      kind: "table",
      head: [
        { zh: "群体", en: "Group" },
        { zh: "指标", en: "Index" },
        { zh: "得分", en: "Score" },
        { zh: `±（${level}）`, en: "" },
        { zh: "答卷", en: "Answers" },
      ],
      numbersFrom: 2,
      rows: rows.map(({ group, node, value, low, high, n }) => [
        Object.values(group).join(" · ") || "全部 Whole",
        bothLanguages(titles.get(node) ?? node),
        oneDecimal(value),
        low === null || high === null ? "—" : oneDecimal((high - low) / 2),
        n === null ? "—" : String(n),
      ]),
    },
  ];
}

function versions({ definition, result, notes }: MethodFacts): readonly Block[] {
  const { data, definition: version } = result;
  return [
    { kind: "heading", level: 2, text: { zh: "其他与版本", en: "Anything else, and versions" } },
    {
      kind: "facts",
      facts: [
        {
          name: { zh: "其他说明", en: "Anything else" },
          value: notes.other ?? { zh: "未说明", en: "Not stated" },
        },
        {
          name: { zh: "口径", en: "Definition" },
          value: `${definition.id}@${definition.version}, SHA-256 ${version.hash}`,
        },
        {
          name: { zh: "数据", en: "Data" },
          value: `SHA-256 ${data.hash}${data.asOf === undefined ? "" : `, ${data.asOf}`}`,
        },
        {
          name: { zh: "显示规则", en: "What is shown" },
          value: shownRule(result.options.suppression, definition.minimumAnswers),
        },
      ],
    },
  ];
}

function shownRule(suppression: boolean, minimum: number): Text {
  return suppression
    ? {
        zh: `少于 5 份不显示任何数字，少于 ${minimum} 份不显示得分，少于 30 份仅供参考；可由其他数字推出的也不显示。`,
        en: `Fewer than 5 answers: nothing; fewer than ${minimum}: no score; fewer than 30: indicative; nor anything that would follow from other numbers.`,
      }
    : { zh: "全部显示，仅供核查。", en: "Everything is shown; for checks only." };
}

/** The page every report carries: what was asked, of whom, how, who answered, how it was weighted, how sure it is. */
export function methodPage(facts: MethodFacts): readonly Block[] {
  const { definition, wave } = facts;
  const title = definition.title ?? { zh: definition.id, en: definition.id };
  const suffix = wave === undefined ? "" : ` ${wave}`;
  return [
    {
      kind: "heading",
      level: 1,
      text: { zh: `方法说明：${title.zh}${suffix}`, en: `Method: ${title.en}${suffix}` },
    },
    ...whatWasAsked(facts),
    ...howAsked(facts),
    ...howManyAnswered(facts),
    ...whoWasLeftOut(facts),
    ...likeness(facts),
    ...howWeighted(facts),
    ...margins(facts),
    ...versions(facts),
  ];
}
