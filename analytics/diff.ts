import type { Text } from "#surveys/question.ts";
import { canonicalJson } from "./definition-hash.ts";
import type { IndexDefinition, IndexNode } from "./index-definition.ts";

/** One difference between two definitions. */
export type Change = Text & {
  /** Path of what changed, e.g. tree/OUT/weight or items/Y04/scale. */
  readonly place: string;
  readonly kind: "added" | "removed" | "changed" | "moved";
  readonly before: unknown;
  readonly after: unknown;
  /** numbers: readings can differ · words: titles and ports only. */
  readonly affects: "numbers" | "words";
};

/** Fields of a definition that no arithmetic reads. */
const WORDS = new Set(["title", "port"]);

type Placed = { readonly value: unknown; readonly parent?: string };

/** The definition as a flat list of settings by place; a node's settings stand under its id, wherever it hangs. */
function settingsOf(definition: IndexDefinition): ReadonlyMap<string, Placed> {
  const settings = new Map<string, Placed>();
  const put = (place: string, value: unknown, parent?: string) => {
    if (value !== undefined) settings.set(place, { value, parent });
  };
  const walk = (node: IndexNode, parent: string | undefined) => {
    put(`tree/${node.id}`, "indicator", parent);
    if (parent !== undefined) put(`tree/${node.id}/weight`, node.weight);
    put(`tree/${node.id}/title`, node.title);
    put(`tree/${node.id}/port`, node.port);
    for (const [item, weight] of Object.entries(node.items ?? {}))
      put(`tree/${node.id}/items/${item}`, weight);
    for (const [measure, weight] of Object.entries(node.measures ?? {}))
      put(`tree/${node.id}/measures/${measure}`, weight);
    for (const child of node.combine ?? []) walk(child, node.id);
  };
  walk(definition.tree, undefined);
  for (const [id, item] of Object.entries(definition.items)) {
    put(`items/${id}`, "item");
    for (const [field, value] of Object.entries(item)) put(`items/${id}/${field}`, value);
  }
  for (const [phase, weights] of Object.entries(definition.phaseWeights ?? {})) {
    for (const [child, weight] of Object.entries(weights)) put(`phaseWeights/${phase}/${child}`, weight);
  }
  for (const [phase, share] of Object.entries(definition.standard ?? {})) put(`standard/${phase}`, share);
  for (const [id, rule] of Object.entries(definition.joint)) {
    put(`joint/${id}`, "joint rule");
    put(`joint/${id}/title`, rule.title);
    for (const [item, cut] of Object.entries(rule.all)) put(`joint/${id}/all/${item}`, cut);
  }
  for (const [id, rule] of Object.entries(definition.segments ?? {})) {
    put(`segments/${id}`, "segments");
    put(`segments/${id}/title`, rule.title);
    for (const [item, cuts] of Object.entries(rule.cuts))
      for (const [cut, value] of Object.entries(cuts)) put(`segments/${id}/cuts/${item}/${cut}`, value);
  }
  for (const [id, measure] of Object.entries(definition.measures ?? {})) {
    put(`measures/${id}`, "measure");
    for (const [field, value] of Object.entries(measure)) put(`measures/${id}/${field}`, value);
  }
  put("title", definition.title);
  put("missing", definition.missing);
  put("emptyStratum", definition.emptyStratum);
  put("minimumAnswers", definition.minimumAnswers);
  put("weights/collapseBelow", definition.weights.collapseBelow);
  put("weights/trim", definition.weights.trim);
  return settings;
}

function shown(value: unknown): string {
  return typeof value === "string" ? value : canonicalJson(value);
}

function affectsOf(place: string): Change["affects"] {
  return WORDS.has(place.split("/").at(-1) ?? "") ? "words" : "numbers";
}

/** A setting below something that was added or removed as a whole needs no line of its own. */
function isInside(place: string, wholes: ReadonlySet<string>): boolean {
  const steps = place.split("/");
  return steps.some((_, end) => end > 0 && end < steps.length && wholes.has(steps.slice(0, end).join("/")));
}

/**
 * What changed from one definition to another, by place: nodes and items added, removed or moved to another parent,
 * weights, scales, rules, cuts and words. Id and version are not compared. Empty when equal but for the order of keys.
 */
export function diff(before: IndexDefinition, after: IndexDefinition): readonly Change[] {
  const [old, now] = [settingsOf(before), settingsOf(after)];
  const removed = new Set([...old.keys()].filter((place) => !now.has(place)));
  const added = new Set([...now.keys()].filter((place) => !old.has(place)));
  const changes: Change[] = [];
  for (const place of [...new Set([...old.keys(), ...now.keys()])].toSorted()) {
    const [was, is] = [old.get(place), now.get(place)];
    const affects = affectsOf(place);
    if (was === undefined && is !== undefined) {
      if (isInside(place, added)) continue;
      changes.push({
        place,
        kind: "added",
        before: undefined,
        after: is.value,
        affects,
        zh: `新增 ${place}：${shown(is.value)}`,
        en: `${place} added: ${shown(is.value)}`,
      });
    } else if (was !== undefined && is === undefined) {
      if (isInside(place, removed)) continue;
      changes.push({
        place,
        kind: "removed",
        before: was.value,
        after: undefined,
        affects,
        zh: `删去 ${place}：原为 ${shown(was.value)}`,
        en: `${place} removed: it was ${shown(was.value)}`,
      });
    } else if (was !== undefined && is !== undefined) {
      if (was.parent !== is.parent) {
        changes.push({
          place,
          kind: "moved",
          before: was.parent,
          after: is.parent,
          affects: "numbers",
          zh: `${place} 从 ${was.parent} 移到 ${is.parent}`,
          en: `${place} moved from ${was.parent} to ${is.parent}`,
        });
      }
      if (was.value === is.value || canonicalJson(was.value) === canonicalJson(is.value)) continue;
      changes.push({
        place,
        kind: "changed",
        before: was.value,
        after: is.value,
        affects,
        zh: `${place}：${shown(was.value)} → ${shown(is.value)}`,
        en: `${place}: ${shown(was.value)} → ${shown(is.value)}`,
      });
    }
  }
  return changes;
}
