import type { IndexNode, ItemDefinition } from "#analytics/index-definition.ts";
import type { Text } from "#surveys/question.ts";
import { NOT_STATED, WAVE_NOTE_LABELS } from "#surveys/wave-note.ts";
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

function toKnowFirst({ cautions = [] }: MethodFacts): readonly Block[] {
  if (cautions.length === 0) return [];
  return [
    { kind: "heading", level: 2, text: { zh: "看数之前要知道", en: "To know before trusting a number" } },
    ...cautions.map((text) => ({ kind: "paragraph", text }) as const),
  ];
}

/** What could be answered, in few words. */
function answersIn(answers: readonly Text[] | undefined): string {
  return (answers ?? []).map(bothLanguages).join(" / ");
}

function whatWasAsked({ asked, definition }: MethodFacts): readonly Block[] {
  const told = asked.some(({ answers }) => answers !== undefined);
  return [
    { kind: "heading", level: 2, text: { zh: "问了什么", en: "What was asked" } },
    {
      kind: "table",
      head: [
        { zh: "题号", en: "Item" },
        { zh: "题目", en: "Wording" },
        { zh: "", en: "Wording in English" },
        ...(told ? [{ zh: "可选答案", en: "Answers" }] : []),
        { zh: "量表", en: "Scale" },
        { zh: "计分", en: "Score" },
      ],
      numbersFrom: 6,
      rows: asked.map(({ item, wording, version, answers }) => {
        const rule = definition.items[item];
        return [
          version === undefined ? item : `${item} v${version}`,
          wording.zh,
          wording.en === wording.zh ? "" : wording.en,
          ...(told ? [answersIn(answers)] : []),
          rule === undefined ? "—" : rule.scale.join("–"),
          rule === undefined ? "—" : ruleOf(rule),
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

/** Strata by their keys, or how many; "none" where there are none. */
function strataIn(strata: readonly string[] | number): Text | string {
  const none = { zh: "无", en: "None" };
  if (typeof strata === "number") return strata === 0 ? none : String(strata);
  return strata.length === 0 ? none : strata.join(", ");
}

function howWeighted({ method, weights, definition }: MethodFacts): readonly Block[] {
  const { range, effective, designEffect } = weights;
  return [
    { kind: "heading", level: 2, text: { zh: "如何加权与计算", en: "Weighting and computation" } },
    { kind: "paragraph", text: method },
    {
      kind: "facts",
      facts: [
        ...(range === undefined
          ? []
          : [
              {
                name: { zh: "最小与最大权数", en: "Least and largest weight" },
                value: `${range[0].toFixed(3)} – ${range[1].toFixed(3)}`,
              },
            ]),
        {
          name: { zh: "有效样本量（Kish）", en: "Effective size (Kish)" },
          value: effective === undefined ? "—" : oneDecimal(effective),
        },
        {
          name: { zh: "加权的设计效应", en: "Design effect of weighting" },
          value: designEffect === undefined ? "—" : designEffect.toFixed(2),
        },
        {
          name: { zh: "合并的层", en: "Strata joined" },
          value: strataIn(weights.collapsed),
        },
        {
          name: { zh: "无人作答而未计入的层", en: "Strata nobody answered in, left out" },
          value: strataIn(weights.dropped),
        },
        { name: { zh: "截断权数的层", en: "Strata with cut weights" }, value: strataIn(weights.trimmed) },
        ...(weights.differing === undefined
          ? []
          : [
              {
                name: { zh: "指数另有权数的层", en: "Strata the index weighs otherwise" },
                value: strataIn(weights.differing),
              },
            ]),
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

function marginsOfError({ margins, confidence }: MethodFacts): readonly Block[] {
  const level = `${Number((100 * confidence).toFixed(6))} %`;
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
        { zh: "有效样本量", en: "Effective" },
      ],
      numbersFrom: 2,
      rows: margins.map(({ group, index, value, halfWidth, n, effective }) => [
        bothLanguages(group),
        bothLanguages(index),
        oneDecimal(value),
        oneDecimal(halfWidth),
        n === null ? "—" : String(n),
        effective === null ? "—" : oneDecimal(effective),
      ]),
    },
  ];
}

function versions({ definition, definitionHash, data, suppression, notes }: MethodFacts): readonly Block[] {
  return [
    { kind: "heading", level: 2, text: { zh: "其他与版本", en: "Anything else, and versions" } },
    {
      kind: "facts",
      facts: [
        { name: WAVE_NOTE_LABELS.other, value: notes.other ?? NOT_STATED },
        {
          name: { zh: "口径", en: "Definition" },
          value: `${definition.id}@${definition.version}, SHA-256 ${definitionHash}`,
        },
        {
          name: { zh: "数据", en: "Data" },
          value: `SHA-256 ${data.hash}${data.asOf === undefined ? "" : `, ${data.asOf}`}`,
        },
        {
          name: { zh: "显示规则", en: "What is shown" },
          value: shownRule(suppression, definition.minimumAnswers),
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
  const { definition, title: wave } = facts;
  const title = definition.title ?? { zh: definition.id, en: definition.id };
  const suffix = wave === undefined ? "" : ` ${wave}`;
  return [
    {
      kind: "heading",
      level: 1,
      text: { zh: `方法说明：${title.zh}${suffix}`, en: `Method: ${title.en}${suffix}` },
    },
    ...toKnowFirst(facts),
    ...whatWasAsked(facts),
    ...howAsked(facts),
    ...howManyAnswered(facts),
    ...whoWasLeftOut(facts),
    ...likeness(facts),
    ...howWeighted(facts),
    ...marginsOfError(facts),
    ...versions(facts),
  ];
}
