import type { Option, Question } from "./question.ts";

/** What of an item can differ between two versions of a questionnaire. */
export const ITEM_CHANGES = [
  "wording",
  "scale",
  "options",
  "labels",
  "routing",
  "phases",
  "assignment",
  "form",
  "follow-up",
  "short",
] as const;
export type ItemChange = (typeof ITEM_CHANGES)[number];

/** Answers before and after such a change do not answer the same question. */
const BREAKS: ReadonlySet<ItemChange> = new Set<ItemChange>([
  "wording",
  "scale",
  "options",
  "labels",
  "routing",
]);

/** Of these two people may say that the meaning stayed: a typing error, a full stop. */
const MAY_BE_EDITORIAL: ReadonlySet<ItemChange> = new Set<ItemChange>(["wording", "labels"]);

function same(before: unknown, after: unknown): boolean {
  return JSON.stringify(before ?? null) === JSON.stringify(after ?? null);
}

function offer({ value, phases, exclusive, writeIn, retired, ends }: Option): readonly unknown[] {
  return [value, phases ?? null, exclusive ?? false, writeIn ?? false, retired ?? false, ends ?? false];
}

function offerOf({ options = [], maxChoices, shuffle }: Question): readonly unknown[] {
  return [options.map(offer), maxChoices ?? null, shuffle ?? false];
}

/** The labels of options both versions have; new ones are a change of the options themselves. */
function labelsChanged(before: Question, after: Question): boolean {
  const then = new Map((before.options ?? []).map((option) => [option.value, option]));
  return (after.options ?? []).some((option) => {
    const old = then.get(option.value);
    return old !== undefined && !same([old.label, old.hint], [option.label, option.hint]);
  });
}

function alertsOf({ options = [] }: Question): readonly unknown[] {
  return options.map(({ value, alert }) => [value, alert ?? null]).filter(([, alert]) => alert !== null);
}

/** How an item differs from its earlier self, in a fixed order; empty when it does not. */
export function itemChanges(before: Question, after: Question): readonly ItemChange[] {
  const differs: Readonly<Record<ItemChange, boolean>> = {
    wording: !same([before.title, before.hint], [after.title, after.hint]),
    scale: !same(
      [before.kind, before.scaleLabels, before.aside],
      [after.kind, after.scaleLabels, after.aside],
    ),
    options: !same(offerOf(before), offerOf(after)),
    labels: labelsChanged(before, after),
    routing: !same([before.showWhen, before.recency], [after.showWhen, after.recency]),
    phases: !same(before.phases, after.phases),
    assignment: !same(
      [before.dimension, before.port, before.scored ?? true, alertsOf(before)],
      [after.dimension, after.port, after.scored ?? true, alertsOf(after)],
    ),
    form: !same([before.core, before.block], [after.core, after.block]),
    "follow-up": !same(before.followUp, after.followUp),
    short: !same(before.short, after.short),
  };
  return ITEM_CHANGES.filter((change) => differs[change]);
}

/** Whether the item must not be read as the same question any more. */
export function isNewItem(before: Question, after: Question): boolean {
  return itemChanges(before, after).some((change) => BREAKS.has(change));
}

/** Whether two people may say that the meaning stayed: only its words were touched. */
export function mayBeEditorial(before: Question, after: Question): boolean {
  const breaking = itemChanges(before, after).filter((change) => BREAKS.has(change));
  return breaking.length > 0 && breaking.every((change) => MAY_BE_EDITORIAL.has(change));
}
