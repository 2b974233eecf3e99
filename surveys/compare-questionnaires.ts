import { DEFAULT_SCRIPT } from "./interview-script.ts";
import { type ItemChange, isNewItem, itemChanges } from "./item-change.ts";
import { changeWords, optionList, type Titles, wordsOf } from "./item-change-words.ts";
import type { Question, Questionnaire, Text } from "./question.ts";

/** What became of a part of a questionnaire. */
export type QuestionnaireChange = {
  readonly kind: "added" | "removed" | "moved" | "title" | "section" | "minutes" | "script" | ItemChange;
  /** Code of the item or id of the section; empty for the whole. */
  readonly item: string;
  /** Said in words; before and after stand beside it where there is something to compare. */
  readonly zh: string;
  readonly en: string;
  readonly before?: Text;
  readonly after?: Text;
};

/** An item, or the whole (code ""), with what became of it. */
export type ItemComparison = {
  readonly code: string;
  readonly short: Text;
  readonly changes: readonly QuestionnaireChange[];
  /** Versions of the item; null where it is not asked. */
  readonly itemVersions: readonly [before: number | null, after: number | null];
  /** Trends show a break here. */
  readonly breaks: boolean;
  /** It asks something else, and yet keeps its version: somebody gave a reason. */
  readonly editorial: boolean;
};

/** Items that stand in another order relative to those both versions have. */
function moved(before: readonly string[], after: readonly string[]): ReadonlySet<string> {
  const [here, there] = [new Set(before), new Set(after)];
  const old = before.filter((code) => there.has(code));
  const now = after.filter((code) => here.has(code));
  // the longest run that kept its order stays; whatever is not in it was moved
  const place = new Map(old.map((code, index) => [code, index]));
  const best: number[] = [];
  const through: number[] = [];
  const places = now.map((code) => place.get(code) ?? 0);
  for (const [index, at] of places.entries()) {
    let [length, from] = [1, -1];
    for (let earlier = 0; earlier < index; earlier++)
      if ((places[earlier] ?? 0) < at && (best[earlier] ?? 0) + 1 > length)
        [length, from] = [(best[earlier] ?? 0) + 1, earlier];
    best.push(length);
    through.push(from);
  }
  const kept = new Set<string>();
  for (let index = best.indexOf(Math.max(...best, 0)); index >= 0; index = through[index] ?? -1)
    kept.add(now[index] ?? "");
  return new Set(now.filter((code) => !kept.has(code)));
}

function wholeChanges(before: Questionnaire, after: Questionnaire): readonly QuestionnaireChange[] {
  const changes: QuestionnaireChange[] = [];
  if (JSON.stringify(before.title) !== JSON.stringify(after.title))
    changes.push({
      kind: "title",
      item: "",
      zh: "改了标题",
      en: "Title changed",
      before: before.title,
      after: after.title,
    });
  if (before.minutes !== after.minutes)
    changes.push({
      kind: "minutes",
      item: "",
      zh: `用时从 ${before.minutes} 分钟改为 ${after.minutes} 分钟`,
      en: `Minutes ${before.minutes} → ${after.minutes}`,
    });
  if (JSON.stringify(before.script) !== JSON.stringify(after.script))
    changes.push({
      kind: "script",
      item: "",
      zh: "改了访问员照着念的话",
      en: "Words read out by interviewers changed",
      before: (before.script ?? DEFAULT_SCRIPT).opening,
      after: (after.script ?? DEFAULT_SCRIPT).opening,
    });
  const list = ({ sections }: Questionnaire) => optionList(sections.map(({ title }) => ({ label: title })));
  const [old, now] = [list(before), list(after)];
  if (old.zh !== now.zh || old.en !== now.en)
    changes.push({
      kind: "section",
      item: "",
      zh: "改了各部分",
      en: "Sections changed",
      before: old,
      after: now,
    });
  return changes;
}

function itemComparison(
  before: Question,
  after: Question,
  subjects: Parameters<typeof changeWords>[3],
  titles: Titles,
  isMoved: boolean,
): ItemComparison | undefined {
  const changes = itemChanges(before, after).map(
    (kind): QuestionnaireChange => ({
      kind,
      item: after.code,
      ...changeWords(kind, before, after, subjects, titles),
    }),
  );
  if (isMoved) changes.push({ kind: "moved", item: after.code, zh: "换了位置", en: "Stands elsewhere" });
  if (changes.length === 0) return undefined;
  const breaks = before.itemVersion !== after.itemVersion;
  return {
    code: after.code,
    short: after.short,
    changes,
    itemVersions: [before.itemVersion, after.itemVersion],
    breaks,
    editorial: !breaks && isNewItem(before, after),
  };
}

/**
 * Two versions of a questionnaire told apart in words, item by item in the order of the later one; removed items last,
 * the questionnaire itself (code "") first.
 * @param titles of the dimensions items belong to; where one is missing its id alone is said
 */
export function compareQuestionnaires(
  before: Questionnaire,
  after: Questionnaire,
  titles: Titles = new Map(),
): readonly ItemComparison[] {
  const old = new Map(before.questions.map((question) => [question.code, question]));
  const now = new Map(after.questions.map((question) => [question.code, question]));
  const elsewhere = moved(
    before.questions.map(({ code }) => code),
    after.questions.map(({ code }) => code),
  );
  const whole = wholeChanges(before, after);
  const result: ItemComparison[] = [];
  if (whole.length > 0)
    result.push({
      code: "",
      short: after.title,
      changes: whole,
      itemVersions: [null, null],
      breaks: false,
      editorial: false,
    });
  for (const question of after.questions) {
    const { code, short, itemVersion } = question;
    const then = old.get(code);
    const comparison =
      then &&
      itemComparison(
        then,
        question,
        [old.get(then.showWhen?.item ?? ""), now.get(question.showWhen?.item ?? "")],
        titles,
        elsewhere.has(code),
      );
    if (comparison) result.push(comparison);
    if (then === undefined)
      result.push({
        code,
        short,
        changes: [{ kind: "added", item: code, zh: "新题", en: "New question", after: wordsOf(question) }],
        itemVersions: [null, itemVersion],
        breaks: false,
        editorial: false,
      });
  }
  for (const question of before.questions.filter(({ code }) => !now.has(code)))
    result.push({
      code: question.code,
      short: question.short,
      changes: [
        {
          kind: "removed",
          item: question.code,
          zh: "不再问",
          en: "Not asked any more",
          before: wordsOf(question),
        },
      ],
      itemVersions: [question.itemVersion, null],
      breaks: false,
      editorial: false,
    });
  return result;
}
