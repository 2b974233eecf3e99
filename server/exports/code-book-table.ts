import { codeBook } from "#surveys/code-book.ts";
import { OWNER_PHASE_LABELS } from "#surveys/owner-phase.ts";
import type { Question, Questionnaire, Text } from "#surveys/question.ts";
import { ASIDE_LABELS, SATISFACTION_SCALE } from "#surveys/satisfaction-scale.ts";
import { SERVICE_PORT_LABELS } from "#surveys/service-port.ts";
import { tenureSpans, tenureWord } from "#surveys/tenure.ts";
import { TENURE_TITLE, tenureLabel } from "#surveys/tenure-label.ts";
import type { ExportColumn, ExportTable, Value } from "./table.ts";

const COLUMNS: readonly ExportColumn[] = [
  { name: "column", type: "text" },
  { name: "type", type: "text" },
  { name: "code", type: "text" },
  { name: "label_zh", type: "text" },
  { name: "label_en", type: "text" },
  { name: "question_zh", type: "text" },
  { name: "question_en", type: "text" },
  { name: "kind", type: "text" },
  { name: "item_version", type: "integer" },
  { name: "phases", type: "text" },
  { name: "dimension", type: "text" },
  { name: "port", type: "text" },
];

type Coded = readonly [code: string, label: Text];

/** Answers that are no score, as they stand in the item's column, or in `asides` where columns have one type. */
const MISSING: readonly Coded[] = [
  ["", { zh: "没问到或没填", en: "Not asked, or left blank" }],
  ["NA", ASIDE_LABELS.notApplicable],
  ["DK", ASIDE_LABELS.dontKnow],
  ["REF", ASIDE_LABELS.refused],
  ["INVALID", { zh: "答了但不在选项里（仅导入）", en: "Said, but off the scale (imports only)" }],
];

type Attribute = {
  readonly column: string;
  readonly type: ExportColumn["type"];
  readonly about: Text;
  readonly codes?: readonly Coded[];
};

const ATTRIBUTES: readonly Attribute[] = [
  {
    column: "respondent_id",
    type: "text",
    about: {
      zh: "受访户编号，每次导出另起，对不回任何人",
      en: "A name made up for this file; it leads to nobody",
    },
  },
  { column: "wave", type: "integer", about: { zh: "年度", en: "Year of the survey" } },
  { column: "region", type: "text", about: { zh: "截止日所属区域", en: "Region on the cut-off day" } },
  { column: "project", type: "text", about: { zh: "项目", en: "Project" } },
  {
    column: "weight",
    type: "number",
    about: {
      zh: "权数：这份答卷代表多少户业主，按关闭时的规则；不计入的为空",
      en: "Owners this answer stands for, by the rule the wave was closed with; empty where it does not count",
    },
  },
  {
    column: "index_weight",
    type: "number",
    about: {
      zh: "指标用的权数：按口径自己的小格规则，用它可以复算公布的数字；不计入的为空",
      en: "The weight indicators are made with, by the definition's own rule for small strata: published numbers can be computed again from it; empty where the answer does not count",
    },
  },
  {
    column: "phase",
    type: "text",
    about: { zh: "截止日的业主阶段", en: "Owner phase on the cut-off day" },
    codes: OWNER_PHASE_LABELS.map(
      ({ phase, zh, en, spanZh, spanEn }): Coded => [
        phase,
        { zh: `${zh}（${spanZh}）`, en: `${en} (${spanEn})` },
      ],
    ),
  },
  {
    column: "mode",
    type: "text",
    about: { zh: "作答方式", en: "How the answer came" },
    codes: [
      ["web", { zh: "网络", en: "Web" }],
      ["phone", { zh: "电话", en: "Phone" }],
      ["visit", { zh: "入户", en: "Visit" }],
    ],
  },
  { column: "product_type", type: "text", about: { zh: "产品类型", en: "Kind of home" } },
  { column: "batch", type: "text", about: { zh: "交付批次", en: "Handover batch" } },
  {
    column: "submitted_on",
    type: "date",
    about: { zh: "提交日（北京时间）", en: "Day it came in, Beijing time" },
  },
  {
    column: "quality",
    type: "text",
    about: { zh: "质量状态", en: "What the quality review made of it" },
    codes: [
      ["ok", { zh: "正常", en: "Nothing odd" }],
      ["flagged", { zh: "有标记，仍计入", en: "Marked, and counted" }],
      ["excluded", { zh: "隔离，不计入", en: "Isolated, not counted" }],
      ["void", { zh: "作废，不计入", en: "Void, not counted" }],
    ],
  },
  { column: "counted", type: "boolean", about: { zh: "是否计入", en: "Whether it counts" } },
];

/** Stands where the batch does, of a wave that tells owners by years since handover. */
function tenureAttribute(limits: readonly number[]): Attribute {
  return {
    column: "tenure",
    type: "text",
    about: {
      zh: `截止日的${TENURE_TITLE.zh}，交付后月数；空为未交付`,
      en: `${TENURE_TITLE.en} on the cut-off day, as months; empty before the handover`,
    },
    codes: tenureSpans(limits).map((span): Coded => [tenureWord(span), tenureLabel(span)]),
  };
}

const ASIDES: Attribute = {
  column: "asides",
  type: "text",
  about: {
    zh: "不是分数的回答，写成 题号=代码，分号隔开（仅 Parquet、Arrow）",
    en: "Answers that are no score, as item=code joined by semicolons (Parquet and Arrow only)",
  },
};

function scaleOf(question: Question): readonly Coded[] {
  const { kind, scaleLabels, options = [] } = question;
  if (kind === "yesNo")
    return [
      ["0", { zh: "否", en: "No" }],
      ["1", { zh: "是", en: "Yes" }],
    ];
  if (kind === "single") return options.map(({ label }, place): Coded => [String(place), label]);
  const [first, last] = [scaleLabels?.[0], scaleLabels?.at(-1)];
  if (kind === "nps")
    return Array.from({ length: 11 }, (_, mark): Coded => {
      const label = mark === 0 ? first : mark === 10 ? last : undefined;
      return [String(mark), label ?? { zh: String(mark), en: String(mark) }];
    });
  return (scaleLabels ?? SATISFACTION_SCALE).map((label, place): Coded => [String(place + 1), label]);
}

/** Every row of a column: what it is, then its codes. */
function rowsOf(
  column: string,
  type: ExportColumn["type"],
  about: Text,
  codes: readonly Coded[],
  rest: readonly Value[],
): readonly (readonly Value[])[] {
  const head = [column, type, null, null, null, about.zh, about.en, ...rest];
  return [head, ...codes.map(([code, { zh, en }]) => [column, type, code, zh, en, null, null, ...rest])];
}

/**
 * The code book of a wave's anonymous set: every column in order with its question, and a row for each code with its
 * label, missing ones included. Questions whose answers are words or several choices are not in the set.
 * @param tenureLimits months at which classes of years since handover end, of a wave that tells owners by these: it has no batches
 */
export function codeBookTable(
  questionnaire: Questionnaire,
  tenureLimits: readonly number[] | null = null,
): ExportTable {
  const attributes = ATTRIBUTES.map((each) =>
    each.column === "batch" && tenureLimits !== null ? tenureAttribute(tenureLimits) : each,
  );
  const byCode = new Map(questionnaire.questions.map((question) => [question.code, question]));
  const nothing: readonly Value[] = [null, null, null, null, null];
  const rows = [
    ...attributes.flatMap(({ column, type, about, codes = [] }) =>
      rowsOf(column, type, about, codes, nothing),
    ),
    ...codeBook(questionnaire).flatMap(({ item }) => {
      const question = byCode.get(item);
      if (!question) return [];
      const { kind, itemVersion, phases, dimension, port, title } = question;
      return rowsOf(
        item,
        "integer",
        title,
        [...scaleOf(question), ...MISSING],
        [kind, itemVersion, phases.join(" "), dimension ?? null, SERVICE_PORT_LABELS[port].zh],
      );
    }),
    ...rowsOf(ASIDES.column, ASIDES.type, ASIDES.about, [], nothing),
  ];
  return { columns: COLUMNS, rows };
}
