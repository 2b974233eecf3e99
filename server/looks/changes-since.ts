import { sql } from "kysely";
import { z } from "zod";
import { cutFor, type IndicatorCut, placeFor } from "#server/indicators/cut.ts";
import { nodeRef } from "#server/indicators/nodes.ts";
import { changeAt, readingAt } from "#server/indicators/reading-of.ts";
import type { ChangeView, NodeRef } from "#server/indicators/reading-view.ts";
import type { Sources } from "#server/indicators/sources.ts";
import { partsOf } from "#server/indicators/units-below.ts";
import type { WaveOption } from "#server/indicators/wave-option.ts";
import { unitRef } from "#server/scope/org-tree.ts";
import type { Scope } from "#server/scope/scope.ts";
import type { UnitRef } from "#server/scope/unit-view.ts";
import type { Text } from "#surveys/question.ts";

/** Something that is new since somebody last looked at their unit. */
export type SinceItem =
  | { readonly kind: "unit-verdict"; readonly unit: UnitRef; readonly change: ChangeView }
  | { readonly kind: "node-verdict"; readonly node: NodeRef; readonly change: ChangeView }
  | { readonly kind: "answers"; readonly wave: WaveOption; readonly count: number }
  | { readonly kind: "wave"; readonly wave: WaveOption }
  | {
      readonly kind: "definition";
      readonly id: string;
      readonly title: Text;
      readonly version: number;
      readonly at: string;
    }
  | { readonly kind: "imports"; readonly count: number };

export type SinceView = {
  /** When they last looked; null for who never did. */
  readonly since: string | null;
  readonly items: readonly SinceItem[];
};

/** What is remembered of a look. Verdicts by `unit:…` and `node:…`; only those that say something. */
const seenShape = z.object({
  unit: z.number(),
  wave: z.number(),
  n: z.number().nullable(),
  states: z.record(z.string(), z.string()),
  verdicts: z.record(z.string(), z.string()),
});
type Seen = z.infer<typeof seenShape>;

type Verdict = { readonly key: string; readonly item: SinceItem; readonly verdict: ChangeView["verdict"] };

/** The unit, what it divides into, and its dimensions, where they changed for sure. */
function verdictsOf(cut: IndicatorCut): readonly Verdict[] {
  const root = cut.published.definition.tree.id;
  const units = [cut.unit, ...partsOf(cut)].flatMap((unit): Verdict[] => {
    const change = changeAt(cut, placeFor(cut, unit, undefined), root);
    if (!change || change.verdict === "not-distinguishable") return [];
    const item = { kind: "unit-verdict", unit: unitRef(unit), change } as const;
    return [{ key: `unit:${unit.id}`, item, verdict: change.verdict }];
  });
  const nodes = cut.infos
    .filter(({ kind }) => kind === "dimension")
    .flatMap((info): Verdict[] => {
      const change = changeAt(cut, placeFor(cut, cut.unit, undefined), info.id);
      if (!change || change.verdict === "not-distinguishable") return [];
      const item = { kind: "node-verdict", node: nodeRef(info), change } as const;
      return [{ key: `node:${info.id}`, item, verdict: change.verdict }];
    });
  return [...units, ...nodes];
}

function seenOf(cut: IndicatorCut): Seen {
  const { now, unit, waves, published } = cut;
  return {
    unit: unit.id,
    wave: now.wave.id,
    n: readingAt(now.table, placeFor(cut, unit, undefined), published.definition.tree.id).n,
    states: Object.fromEntries(waves.map(({ id, state }) => [String(id), state])),
    verdicts: Object.fromEntries(verdictsOf(cut).map(({ key, verdict }) => [key, verdict])),
  };
}

async function cutOfLook(sources: Sources, scope: Scope, unit: number): Promise<IndicatorCut> {
  return cutFor(sources, scope, { unit, organisation: "then" });
}

async function lastLook({ db }: Sources, scope: Scope) {
  const row = await db
    .selectFrom("last_look")
    .select(["looked_at", "seen"])
    .where("user_id", "=", scope.userId)
    .executeTakeFirst();
  const seen = seenShape.safeParse(row?.seen);
  return row && seen.success ? { at: row.looked_at, seen: seen.data } : undefined;
}

/**
 * What changed since somebody last said that they had seen it: verdicts that are new, answers, steps of waves, published
 * definitions, imports for those who may see them. Empty for who never looked.
 * @throws AppError `not_found` for a unit that is not the asker's
 */
export async function changesSince(sources: Sources, scope: Scope, unit: number): Promise<SinceView> {
  const last = await lastLook(sources, scope);
  const cut = await cutOfLook(sources, scope, unit);
  if (!last) return { since: null, items: [] };
  const { at, seen } = last;
  const { db } = sources;
  const own = seen.unit === unit && seen.wave === cut.now.wave.id;
  const now = seenOf(cut);
  const verdicts = own
    ? verdictsOf(cut).flatMap(({ key, item, verdict }) => (seen.verdicts[key] === verdict ? [] : [item]))
    : [];
  const answers = own && now.n !== null && seen.n !== null ? now.n - seen.n : 0;
  const definitions = await db
    .selectFrom("index_definition")
    .select(["id", "definition", "version", "published_at"])
    .where("published_at", ">", at)
    .where("status", "=", "published")
    .orderBy("published_at", "desc")
    .orderBy("id")
    .execute();
  const imports = scope.capabilities.has("imports.read")
    ? await db
        .selectFrom("import_run")
        .select(sql<number>`count(*)::int`.as("count"))
        .where("finished_at", ">", at)
        .where("state", "=", "applied")
        .executeTakeFirstOrThrow()
    : { count: 0 };
  return {
    since: at.toISOString(),
    items: [
      ...verdicts,
      ...cut.waves
        .filter(({ id, state }) => seen.states[String(id)] !== state)
        .map((wave): SinceItem => ({ kind: "wave", wave })),
      ...(answers > 0 ? [{ kind: "answers", wave: cut.now.wave, count: answers } as const] : []),
      ...definitions.flatMap(({ id, definition, version, published_at }): SinceItem[] => {
        const { title } = definition as { title?: Text };
        return title && published_at
          ? [{ kind: "definition", id, title, version, at: published_at.toISOString() }]
          : [];
      }),
      ...(imports.count > 0 ? [{ kind: "imports", count: imports.count } as const] : []),
    ],
  };
}

/** Remembers that somebody has seen their unit as it stands. @throws AppError `not_found` for a unit that is not the asker's */
export async function noteLook(sources: Sources, scope: Scope, unit: number, at: Date): Promise<void> {
  const seen = JSON.stringify(seenOf(await cutOfLook(sources, scope, unit)));
  await sources.db
    .insertInto("last_look")
    .values({ user_id: scope.userId, looked_at: at, seen })
    .onConflict((conflict) => conflict.column("user_id").doUpdateSet({ looked_at: at, seen }))
    .execute();
}
