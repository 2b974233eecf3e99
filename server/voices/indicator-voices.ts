import { z } from "zod";
import { AppError } from "#server/app-error.ts";
import { wordingOf } from "#server/indicators/breaks.ts";
import { publishedDefinition, publishedVersion } from "#server/indicators/definitions.ts";
import { type NodeInfo, nodeInfos, visibleNodes } from "#server/indicators/nodes.ts";
import type { Sources } from "#server/indicators/sources.ts";
import type { WaveOption } from "#server/indicators/wave-option.ts";
import { unitRef } from "#server/scope/org-tree.ts";
import type { Scope } from "#server/scope/scope.ts";
import type { UnitRef } from "#server/scope/unit-view.ts";
import { type QuoteView, readQuotes } from "./quotes.ts";
import { FEWEST_WRITERS, type VoiceCut, voiceCut, voicesIn } from "./voice-cut.ts";
import { readTexts, type TextView } from "./voice-texts.ts";
import { type ShareView, shareOf, type TopicRef, topicRefs, voicesQuery } from "./voices-view.ts";

export const indicatorVoicesQuery = voicesQuery.extend({
  node: z.string().min(1).max(40),
  /** Texts wanted at most. */
  limit: z.int().min(1).max(20).default(5),
  /** The published version the indicator is one of; that of the wave's time when left out. */
  rule: z.int().positive().optional(),
});
export type IndicatorVoicesQuery = z.infer<typeof indicatorVoicesQuery>;

/** What owners of a unit said about an indicator. Words are never divided by phase or mode, whatever cell is open. */
export type IndicatorVoicesView = {
  readonly unit: UnitRef;
  readonly wave: WaveOption;
  /** `too-few`: fewer than `fewest` owners of the unit wrote anything. */
  readonly state: "shown" | "too-few";
  readonly fewest: number;
  /** Owners of the unit who wrote. */
  readonly n: number | null;
  /** The topics the indicator is made of, most spoken of first; empty where it has none. */
  readonly topics: readonly (ShareView & { readonly topic: TopicRef })[];
  /** How many texts are about it; null for those who may not read them. */
  readonly total: number | null;
  /** Empty for those who are rated: they get the released quotes alone. */
  readonly texts: readonly TextView[];
  readonly quotes: readonly QuoteView[];
};

/** The lexicon's topics below a node of the tree; an item speaks of its dimension. All of them for the whole index. */
function topicsOf(infos: readonly NodeInfo[], node: string, topics: VoiceCut["topics"]): readonly string[] {
  const parentOf = new Map(infos.map(({ id, parent }) => [id, parent]));
  const known = new Set(topics.map(({ id }) => id));
  const above = (id: string | null): readonly string[] =>
    id === null ? [] : [id, ...above(parentOf.get(id) ?? null)];
  const below = [...known].filter((topic) => above(topic).includes(node));
  return below.length > 0
    ? below
    : above(node)
        .slice(0, 2)
        .filter((id) => known.has(id));
}

/**
 * Owners' words about an indicator in a unit.
 * @throws AppError `not_found` for a unit, wave or indicator that is not the asker's
 */
export async function indicatorVoices(
  sources: Sources,
  scope: Scope,
  query: IndicatorVoicesQuery,
): Promise<IndicatorVoicesView> {
  const cut = await voiceCut(sources, scope, query);
  const { db } = sources;
  const [{ definition }, wording] = await Promise.all([
    query.rule === undefined
      ? publishedDefinition(db, undefined, cut.now.wave.year)
      : publishedVersion(db, query.rule),
    wordingOf(db, cut.now.wave.id),
  ]);
  const infos = visibleNodes(nodeInfos(definition, wording.questions), cut.reach);
  if (!infos.some(({ id }) => id === query.node))
    throw new AppError("not_found", "There is no such indicator for you: choose one from the table.");
  const wanted = topicsOf(infos, query.node, cut.topics);
  const own = voicesIn(cut.now, cut.unit.id);
  const head = { unit: unitRef(cut.unit), wave: cut.now.wave, fewest: FEWEST_WRITERS };
  if (!own) return { ...head, state: "too-few", n: null, topics: [], total: null, texts: [], quotes: [] };
  const reads = scope.capabilities.has("voices.read") && wanted.length > 0;
  const found = reads ? await readTexts(sources, cut, { topics: wanted, limit: query.limit }) : undefined;
  const rows = topicRefs(cut)
    .filter(({ id }) => wanted.includes(id))
    .map((topic) => ({ topic, ...shareOf(own.byTopic.get(topic.id) ?? 0, own.writers) }));
  return {
    ...head,
    state: "shown",
    n: own.writers,
    topics: rows.toSorted((a, b) => b.count - a.count || (a.topic.id < b.topic.id ? -1 : 1)),
    total: found?.total ?? null,
    texts: found?.texts ?? [],
    quotes: await readQuotes(sources, scope, cut, wanted),
  };
}
