import { z } from "zod";
import { benjaminiHochberg } from "#analytics/statistics/benjamini-hochberg.ts";
import { wilsonInterval } from "#analytics/statistics/proportion-interval.ts";
import { compareShares } from "#analytics/statistics/two-shares.ts";
import type { PassportView } from "#server/indicators/reading-view.ts";
import { readSettings } from "#server/indicators/settings.ts";
import type { Sources } from "#server/indicators/sources.ts";
import type { WaveOption } from "#server/indicators/wave-option.ts";
import { unitRef } from "#server/scope/org-tree.ts";
import type { Scope } from "#server/scope/scope.ts";
import type { UnitRef } from "#server/scope/unit-view.ts";
import type { Text } from "#surveys/question.ts";
import { FEWEST_WRITERS, type VoiceCut, type VoiceWave, voiceCut, voicesIn } from "./voice-cut.ts";
import { voicesPassport } from "./voices-passport.ts";

export const voicesQuery = z.strictObject({
  unit: z.int().positive(),
  wave: z.int().positive().optional(),
});
export type VoicesQuery = z.infer<typeof voicesQuery>;

export type TopicRef = { readonly id: string; readonly title: Text; readonly port: string | null };

/** How many of those who wrote spoke of something: a share of 0–1 with its 95 % interval. */
export type ShareView = {
  readonly count: number;
  readonly n: number;
  readonly share: number;
  readonly low: number;
  readonly high: number;
};

export type TopicRow = ShareView & {
  readonly topic: TopicRef;
  /** By wave, oldest first; waves in which too few wrote are missing. */
  readonly trend: readonly (ShareView & { readonly waveId: number; readonly year: number })[];
  /** Against the wave before: more, less, or nothing to see. Null without one. */
  readonly change: {
    readonly difference: number;
    readonly low: number;
    readonly high: number;
    readonly verdict: "more" | "less" | "not-distinguishable";
  } | null;
};

export type VoicesView = {
  readonly unit: UnitRef;
  readonly path: readonly UnitRef[];
  readonly wave: WaveOption;
  readonly previousWave: WaveOption | null;
  /** Owners who wrote and may be counted; null where they are too few. */
  readonly n: number | null;
  /** Most spoken of first; empty where too few wrote. */
  readonly topics: readonly TopicRow[];
  /** Writers whose words name no topic; null for a port. */
  readonly untold: ShareView | null;
  /** The parts of the unit in which enough wrote, most first. */
  readonly parts: readonly {
    readonly unit: UnitRef;
    readonly n: number;
    readonly shares: Readonly<Record<string, ShareView>>;
  }[];
  /** Whether words of the unit are left out because too few people wrote them. */
  readonly leftOut: boolean;
  readonly fewest: number;
  readonly tagging: { readonly version: number; readonly waiting: number };
  /** What the reader may do with words. */
  readonly may: { readonly read: boolean; readonly curate: boolean; readonly export: boolean };
  readonly passport: PassportView;
};

/** The share a count is of a number of writers. */
export function shareOf(count: number, n: number): ShareView {
  return { count, n, share: count / n, ...wilsonInterval(count, n) };
}

/** What a screen may know of a topic. */
export function topicRefs({ topics }: Pick<VoiceCut, "topics">): readonly TopicRef[] {
  return topics.map(({ id, title, port }) => ({ id, title, port }));
}

function leftOut({ cells, shownAt, tree }: VoiceWave, cut: VoiceCut): boolean {
  return [...cells.keys()].some(
    (project) => tree.units.has(project) && cut.sight.readable.has(project) && !shownAt.has(project),
  );
}

/**
 * What owners of a unit speak of: topics by how many of those who wrote name them, with their course over the waves.
 * @param at the moment of asking
 * @throws AppError `not_found` for a unit or wave that is not the asker's
 */
export async function voicesView(
  sources: Sources,
  scope: Scope,
  query: VoicesQuery,
  at: Date,
): Promise<VoicesView> {
  const cut = await voiceCut(sources, scope, query);
  const level = (await readSettings(sources.db))["verdict.level"];
  const { now, unit, topics, waves } = cut;
  const own = voicesIn(now, unit.id);
  const earlier = waves.filter(({ year }) => year < now.wave.year);
  const past = await Promise.all(
    earlier.toReversed().map(async (wave) => ({ wave, sums: voicesIn(await cut.waveOf(wave), unit.id) })),
  );
  const series = [...past, { wave: now.wave, sums: own }];
  const before = past.at(-1)?.sums;
  const compared = topics.map(({ id }) =>
    own && before
      ? compareShares(
          { successes: own.byTopic.get(id) ?? 0, n: own.writers },
          { successes: before.byTopic.get(id) ?? 0, n: before.writers },
        )
      : undefined,
  );
  const qs = benjaminiHochberg(compared.map((each) => each?.p));
  const refs = topicRefs(cut);
  const rows = own
    ? refs.map((topic, place): TopicRow => {
        const found = compared[place];
        const significant = (qs[place] ?? 1) <= level;
        return {
          topic,
          ...shareOf(own.byTopic.get(topic.id) ?? 0, own.writers),
          trend: series.flatMap(({ wave, sums }) =>
            sums
              ? [
                  {
                    waveId: wave.id,
                    year: wave.year,
                    ...shareOf(sums.byTopic.get(topic.id) ?? 0, sums.writers),
                  },
                ]
              : [],
          ),
          change: found
            ? {
                difference: found.difference,
                low: found.low,
                high: found.high,
                verdict: !significant ? "not-distinguishable" : found.difference > 0 ? "more" : "less",
              }
            : null,
        };
      })
    : [];
  const parts = (now.tree.children.get(unit.id) ?? []).flatMap((id) => {
    const part = now.tree.units.get(id);
    const sums = part && cut.sight.readable.has(id) ? voicesIn(now, id) : undefined;
    if (!part || !sums) return [];
    const shares = refs.map(({ id: topic }) => [topic, shareOf(sums.byTopic.get(topic) ?? 0, sums.writers)]);
    return [{ unit: unitRef(part), n: sums.writers, shares: Object.fromEntries(shares) }];
  });
  return {
    unit: unitRef(unit),
    path: cut.path.map(unitRef),
    wave: now.wave,
    previousWave: earlier[0] ?? null,
    n: own?.writers ?? null,
    topics: rows.toSorted((a, b) => b.count - a.count || (a.topic.id < b.topic.id ? -1 : 1)),
    untold: own && cut.reach === "all" ? shareOf(own.untold, own.writers) : null,
    parts: parts.toSorted((a, b) => b.n - a.n || (a.unit.code < b.unit.code ? -1 : 1)),
    leftOut: leftOut(now, cut),
    fewest: FEWEST_WRITERS,
    tagging: { version: cut.tagging.lexicon.version, waiting: cut.tagging.waiting },
    may: {
      read: scope.capabilities.has("voices.read"),
      curate: scope.capabilities.has("voices.curate"),
      export: scope.capabilities.has("voices.read") && scope.capabilities.has("exports.run"),
    },
    passport: voicesPassport(cut, own?.writers ?? null, level, at),
  };
}
