import type { ItemChange } from "./item-change.ts";
import { OWNER_PHASE_LABELS, type OwnerPhase } from "./owner-phase.ts";
import type { Option, Question, Text } from "./question.ts";
import { routingWords } from "./routing-words.ts";
import { SERVICE_PORT_LABELS } from "./service-port.ts";

/** A change in words; what stood there and what stands there now, where there is something to compare. */
export type ChangeWords = Text & { readonly before?: Text; readonly after?: Text };

function both(zh: string, en: string): Text {
  return { zh, en };
}

function phaseNames(phases: readonly OwnerPhase[] | undefined): Text {
  const chosen = OWNER_PHASE_LABELS.filter(({ phase }) => phases?.includes(phase) ?? true);
  return both(chosen.map(({ zh }) => zh).join("、"), chosen.map(({ en }) => en).join(", "));
}

/** What the dimensions an item can belong to are called, by their ids. */
export type Titles = ReadonlyMap<string, Text>;

/** The words of a question with its hint. */
export function wordsOf({ title, hint }: Question): Text {
  return hint === undefined ? title : both(`${title.zh} ${hint.zh}`, `${title.en} ${hint.en}`);
}

/** The labels of options, or of whatever is labelled like them, as one line. */
export function optionList(options: readonly Pick<Option, "label">[]): Text {
  return both(
    options.map(({ label }) => label.zh).join("、"),
    options.map(({ label }) => label.en).join(", "),
  );
}

function scaleOf({ scaleLabels = [], aside }: Question): Text {
  const labels = both(
    scaleLabels.map(({ zh }) => zh).join(" · "),
    scaleLabels.map(({ en }) => en).join(" · "),
  );
  if (aside === undefined) return labels;
  return aside === "notApplicable"
    ? both(`${labels.zh} ＋ 不适用`, `${labels.en} + not applicable`)
    : both(`${labels.zh} ＋ 说不清`, `${labels.en} + do not know`);
}

function assignmentOf({ dimension, port, scored, options = [] }: Question, titles: Titles): Text {
  const label = SERVICE_PORT_LABELS[port];
  const title = titles.get(dimension ?? "") ?? both("", "");
  const node =
    dimension === undefined
      ? scored === false
        ? both("不计分", "Not scored")
        : both("未归入指标", "No dimension")
      : both(`${dimension} ${title.zh}`.trim(), `${dimension} ${title.en}`.trim());
  const alerts = optionList(options.filter(({ alert }) => alert !== undefined));
  return alerts.zh === ""
    ? both(`${node.zh}，${label.zh}`, `${node.en}, ${label.en}`)
    : both(`${node.zh}，${label.zh}，预警：${alerts.zh}`, `${node.en}, ${label.en}, alerts: ${alerts.en}`);
}

function formOf({ core, block }: Question): Text {
  if (core) return both("长短卷都有", "in every form");
  return block === undefined ? both("只在长卷", "long form only") : both(`分块 ${block}`, `block ${block}`);
}

function optionWords(before: Question, after: Question): ChangeWords {
  const [old, now] = [before.options ?? [], after.options ?? []];
  const known = new Set(old.map(({ value }) => value));
  const retiredBefore = new Set(old.filter(({ retired }) => retired).map(({ value }) => value));
  const kept = new Set(now.map(({ value }) => value));
  const added = now.filter(({ value }) => !known.has(value));
  const retired = now.filter(
    ({ value, retired }) => retired && known.has(value) && !retiredBefore.has(value),
  );
  const removed = old.filter(({ value }) => !kept.has(value));
  const parts = (
    [
      ["加了选项", "options added", added],
      ["停用选项", "options retired", retired],
      ["删了选项", "options removed", removed],
    ] as const
  ).filter(([, , options]) => options.length > 0);
  if (parts.length === 0)
    return {
      zh: "选项的顺序、阶段或限制变了",
      en: "Order, phases or limits of the options changed",
      before: optionList(old),
      after: optionList(now),
    };
  return {
    zh: parts.map(([zh, , options]) => `${zh}：${optionList(options).zh}`).join("；"),
    en: parts.map(([, en, options]) => `${en}: ${optionList(options).en}`).join("; "),
  };
}

/**
 * What became of one aspect of an item, in words.
 * @param subjects the questions its conditions name, then and now
 * @param titles of the dimensions
 */
export function changeWords(
  change: ItemChange,
  before: Question,
  after: Question,
  subjects: readonly [before: Question | undefined, after: Question | undefined],
  titles: Titles,
): ChangeWords {
  const pair = (zh: string, en: string, of: (question: Question) => Text): ChangeWords => ({
    zh,
    en,
    before: of(before),
    after: of(after),
  });
  switch (change) {
    case "wording":
      return pair("改了问法", "Wording changed", wordsOf);
    case "scale":
      return pair("改了量表", "Scale changed", scaleOf);
    case "options":
      return optionWords(before, after);
    case "labels":
      return pair("改了选项的文字", "Words of options changed", ({ options = [] }) => optionList(options));
    case "routing":
      return {
        ...both("改了什么时候问", "Routing changed"),
        before: routingWords(before, subjects[0]),
        after: routingWords(after, subjects[1]),
      };
    case "phases":
      return pair("改了问哪些阶段", "Phases changed", ({ phases }) => phaseNames(phases));
    case "assignment":
      return pair("改了归属", "Dimension or port changed", (question) => assignmentOf(question, titles));
    case "form":
      return pair("改了所在的卷", "Form changed", formOf);
    case "follow-up":
      return pair("改了低分追问", "Follow-up changed", ({ followUp }) =>
        followUp === undefined
          ? both("不追问", "none")
          : both(
              `${followUp.atMost} 分及以下：${followUp.prompt.zh}`,
              `at most ${followUp.atMost}: ${followUp.prompt.en}`,
            ),
      );
    case "short":
      return pair("改了简称", "Short name changed", ({ short }) => short);
  }
}
