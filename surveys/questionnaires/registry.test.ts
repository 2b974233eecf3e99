import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { sharedMissing, sharedPath } from "#tests/shared.ts";
import { checkQuestionnaire } from "../check-questionnaire.ts";
import type { Question, QuestionKind } from "../question.ts";
import { SERVICE_PORT_LABELS, SERVICE_PORTS, type ServicePort } from "../service-port.ts";
import { ANNUAL, QUESTIONNAIRES, RESIDENCE, SIGNING, shippedQuestionnaire } from "./registry.ts";
import { questionnaireSchema } from "./schema.ts";

type ReferenceItem = {
  readonly id: string;
  readonly type: string;
  readonly phases?: readonly string[];
  readonly dimension: string | null;
  readonly weight_in_dimension?: number;
  readonly port: string;
  readonly core?: boolean;
  readonly condition?: string;
};
type Reference = Readonly<Record<"annual" | "signing" | "residence6m", readonly ReferenceItem[]>>;
type Indicators = { readonly level2: readonly { readonly id: string; readonly lead_port: string }[] };

const missing = sharedMissing("domain/questionnaires.json");
const reason = missing ? ` (skipped: ${missing})` : "";

function shared<T>(name: string): T {
  return JSON.parse(readFileSync(sharedPath(`domain/${name}`) ?? "", "utf8"));
}

function portOf(zh: string): ServicePort | undefined {
  // The outcome of a complaint belongs to whoever handled it; the questionnaire names the desk that follows it up.
  if (zh === "责任端口") return "service";
  return SERVICE_PORTS.find((port) => SERVICE_PORT_LABELS[port].zh === zh);
}

/** S12 stores a channel beside the permission, so here it is a choice. */
function kindOf({ id, type }: ReferenceItem): QuestionKind {
  if (id === "S12") return "single";
  const kinds: Readonly<Record<string, QuestionKind>> = {
    NPS: "nps",
    MC: "multi",
    MC3: "multi",
    SC: "single",
    YN: "yesNo",
    TEXT: "text",
    CONSENT: "consent",
  };
  return kinds[type] ?? "rating5";
}

function described(question: Question) {
  const { code, kind, phases, dimension, port, core, maxChoices } = question;
  return { code, kind, phases, dimension, port, core, maxChoices };
}

test.skipIf(missing)(`the year-end questionnaire has the agreed items${reason}`, () => {
  const expected = shared<Reference>("questionnaires.json").annual.map((item) => ({
    code: item.id,
    kind: kindOf(item),
    phases: item.phases,
    dimension: item.dimension ?? undefined,
    port: portOf(item.port),
    core: item.core,
    maxChoices: item.type === "MC3" ? 3 : undefined,
  }));
  expect(ANNUAL.questionnaire.questions.map(described)).toEqual(expected);
});

test.skipIf(missing)(`its conditions are the agreed ones${reason}`, () => {
  const conditions = shared<Reference>("questionnaires.json").annual.map(({ id, condition }) => {
    const question = ANNUAL.byCode.get(id);
    const { showWhen, recency } = question ?? {};
    const parts = [
      showWhen?.item === "Y28" && showWhen.values.join() === "yes" && "Y28=是",
      showWhen?.item === "Y33" && showWhen.values.join() === "solved,unsolved" && "Y33≠没有",
      recency?.since === "signing" && `signed ≤${recency.months} months ago`,
      recency?.since === "handover" && `handover ≤${recency.months} months ago`,
    ].filter((part) => part !== false && part !== undefined);
    const routed =
      condition?.startsWith("screener") || condition === "not counted as a question" ? "" : condition;
    return [id, parts.join(), routed ?? ""];
  });
  expect(conditions.filter(([, ours, agreed]) => ours !== agreed)).toEqual([]);
});

test.skipIf(missing).each([
  ["signing", SIGNING],
  ["residence6m", RESIDENCE],
] as const)(`the callback %s has the agreed items${reason}`, (name, compiled) => {
  const expected = shared<Reference>("questionnaires.json")[name].map((item) => ({
    code: item.id,
    kind: kindOf(item),
    dimension: item.dimension ?? undefined,
    port: portOf(item.port),
  }));
  const ours = compiled.questionnaire.questions.map(({ code, kind, dimension, port }) => ({
    code,
    kind,
    dimension,
    port,
  }));
  expect(ours).toEqual(expected);
});

test.skipIf(missing)(
  `every dimension of the indicator tree has scored items whose weights make one${reason}`,
  () => {
    const dimensions = shared<Indicators>("indicators.json").level2.map((each) => each.id);
    for (const questionnaire of QUESTIONNAIRES)
      expect(checkQuestionnaire(questionnaire, new Set(dimensions))).toEqual([]);
    const weights = new Map(
      shared<Reference>("questionnaires.json").annual.map((item) => [item.id, item.weight_in_dimension ?? 0]),
    );
    for (const dimension of dimensions) {
      const items = ANNUAL.questionnaire.questions.filter((question) => question.dimension === dimension);
      const total = items.reduce((sum, { code }) => sum + (weights.get(code) ?? 0), 0);
      expect(total, dimension).toBeCloseTo(1, 12);
    }
    const unscored = ANNUAL.questionnaire.questions.filter((question) => question.dimension === undefined);
    expect(unscored.filter(({ code }) => (weights.get(code) ?? 0) > 0)).toEqual([]);
  },
);

test.skipIf(missing)(
  `reasons and priorities are the dimensions each phase can judge, and something else${reason}`,
  () => {
    for (const code of ["Y05", "Y44"]) {
      for (const option of ANNUAL.byCode.get(code)?.options?.filter((each) => !each.writeIn) ?? []) {
        const phases = ANNUAL.questionnaire.questions
          .filter((question) => question.dimension === option.value)
          .flatMap((question) => question.phases);
        expect([option.value, option.phases]).toEqual([
          option.value,
          ["P", "R", "S", "O"].filter((phase) => phases.some((each) => each === phase)),
        ]);
      }
    }
  },
);

test.skipIf(missing)(`every choice in the vendor's files has its option${reason}`, () => {
  const labels = (code: string) =>
    new Set(ANNUAL.byCode.get(code)?.options?.map((option) => option.label.zh));
  const rows = ["2024", "2025"].flatMap((year) =>
    readFileSync(sharedPath(`data/truth/multichoice-${year}.csv`) ?? "", "utf8")
      .trim()
      .split("\n")
      .slice(1),
  );
  const unknown = rows
    .map((row) => row.split(","))
    .filter(([, item = "", option = ""]) => !labels(item).has(option));
  expect(rows.length).toBeGreaterThan(1000);
  expect(unknown).toEqual([]);
});

test("a parsed questionnaire parses to itself", () => {
  for (const questionnaire of QUESTIONNAIRES) {
    expect(questionnaireSchema.parse(JSON.parse(JSON.stringify(questionnaire)))).toEqual(questionnaire);
  }
});

test("unknown fields are refused, not dropped", () => {
  const { questions, ...rest } = ANNUAL.questionnaire;
  const [first, ...others] = questions;
  expect(
    questionnaireSchema.safeParse({ ...rest, questions: [{ ...first, weigth: 1 }, ...others] }).success,
  ).toBe(false);
});

test("questionnaires are found by id and version", () => {
  expect(shippedQuestionnaire("annual", 1)).toBe(ANNUAL);
  expect(shippedQuestionnaire("annual", 2)).toBeUndefined();
});

test("owners are addressed as 您, never as 客户 or 亲, without exclamation marks", () => {
  const words = JSON.stringify(QUESTIONNAIRES.map(({ sections, questions }) => [sections, questions]));
  expect(words.match(/客户|亲[们，]|你|[！!]/g)).toBeNull();
});
