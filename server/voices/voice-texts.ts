import { sql } from "kysely";
import { z } from "zod";
import type { Sources } from "#server/indicators/sources.ts";
import { pathTo, unitRef } from "#server/scope/org-tree.ts";
import { need, type Scope } from "#server/scope/scope.ts";
import type { UnitRef } from "#server/scope/unit-view.ts";
import { SAID } from "./said.ts";
import { shownProjects, type VoiceCut, type VoiceWave, voiceCut, voicesIn } from "./voice-cut.ts";
import { voicesQuery } from "./voices-view.ts";

/** Stands for texts that name no topic. */
export const NO_TOPIC = "none";

export const textsQuery = voicesQuery.extend({
  topic: z.string().min(1).max(12).optional(),
  /** Looked for in the masked words alone. */
  search: z.string().trim().max(40).optional(),
  /** Id of the last text seen. */
  cursor: z.uuid().nullish(),
  limit: z.int().min(1).max(100).default(30),
  /** Sent along by lists that load on; texts are only ever read forward. */
  direction: z.literal("forward").optional(),
});
export type TextsQuery = z.infer<typeof textsQuery>;

/** An owner's words as somebody may read them: masked, without day, phase, mode or anything of the answer beside them. */
export type TextView = {
  readonly id: string;
  readonly text: string;
  /** The Monday of the week it came in. */
  readonly week: string;
  /** The lowest unit its list is shown in. */
  readonly unit: UnitRef;
  readonly topics: readonly { readonly id: string; readonly byHand: boolean }[];
  readonly picked: boolean;
};

export type TextsView = {
  /** `too-few`: not enough people of the unit wrote, so nobody's words are shown. */
  readonly state: "shown" | "too-few";
  /** Owners of the unit who wrote. */
  readonly n: number | null;
  /** Texts that match topic and search. */
  readonly total: number;
  readonly texts: readonly TextView[];
  /** The id to go on after; null at the end. */
  readonly next: string | null;
};

type Row = {
  readonly voice_id: string;
  readonly masked: string;
  readonly week: string;
  readonly project_id: number;
  readonly topics: readonly string[];
  readonly by_hand: readonly string[];
  readonly picked: boolean;
  readonly total: number;
};

/** The unit a text is shown under to somebody: never lower than its list, never higher than the reader's. */
export function shownUnder(wave: VoiceWave, reader: VoiceCut, projectId: number): UnitRef {
  const lowest = wave.shownAt.get(projectId) ?? reader.unit.id;
  const inside = pathTo(wave.tree, lowest).some(({ id }) => id === reader.unit.id);
  return unitRef((inside ? wave.tree.units.get(lowest) : undefined) ?? reader.unit);
}

/** A pattern for LIKE that means the words themselves. */
function literal(words: string): string {
  return `%${words.replaceAll(/[\\%_]/g, "\\$&")}%`;
}

/** Texts of a cut that match, in their random order. */
export async function readTexts(
  { db }: Sources,
  cut: VoiceCut,
  match: {
    /** Any of these; all texts when left out. */
    readonly topics?: readonly string[] | undefined;
    readonly search?: string | undefined;
    readonly after?: string | undefined;
    readonly limit: number;
  },
): Promise<{ readonly texts: readonly TextView[]; readonly total: number }> {
  const projects = shownProjects(cut.now, cut.unit.id);
  const { topics, search, after, limit } = match;
  const none = topics?.includes(NO_TOPIC) ?? false;
  const { rows } = await sql<Row>`
    with said as materialized (
      select * from (${SAID}) every_text
      where wave_id = ${cut.now.wave.id} and project_id = any (${projects}::bigint[])
        and (${topics ?? null}::text[] is null or topics && ${topics ?? []}::text[] or (${none} and topics = '{}'))
        and (${search ?? ""} = '' or masked ilike ${literal(search ?? "")})
    )
    select said.voice_id, said.masked, said.week, said.project_id, said.topics,
      (select count(*)::int from said) as total,
      array(select topic from topic_correction t where t.voice_id = said.voice_id and t.verdict = 'add') as by_hand,
      exists (select from picked_quote q where q.voice_id = said.voice_id) as picked
    from said where ${after ?? null}::uuid is null or said.voice_id > ${after ?? null}::uuid
    order by said.voice_id limit ${limit}`.execute(db);
  const mine = new Set(cut.topics.map(({ id }) => id));
  return {
    total: rows[0]?.total ?? 0,
    texts: rows.map((row) => ({
      id: row.voice_id,
      text: row.masked,
      week: row.week,
      unit: shownUnder(cut.now, cut, Number(row.project_id)),
      topics: row.topics
        .filter((id) => mine.has(id))
        .toSorted()
        .map((id) => ({ id, byHand: row.by_hand.includes(id) })),
      picked: row.picked,
    })),
  };
}

/**
 * Owners' words of a unit and wave, masked and shuffled, page by page. Topic and search choose among words that may be read
 * anyway; they tell of nobody.
 * @throws AppError `forbidden` for those who are rated, `not_found` for a unit or wave that is not the asker's
 */
export async function voiceTexts(sources: Sources, scope: Scope, query: TextsQuery): Promise<TextsView> {
  need(scope, "voices.read");
  const cut = await voiceCut(sources, scope, query);
  const own = voicesIn(cut.now, cut.unit.id);
  if (!own) return { state: "too-few", n: null, total: 0, texts: [], next: null };
  const { texts, total } = await readTexts(sources, cut, {
    topics: query.topic === undefined ? undefined : [query.topic],
    search: query.search,
    after: query.cursor ?? undefined,
    limit: query.limit,
  });
  return {
    state: "shown",
    n: own.writers,
    total,
    texts,
    next: texts.length === query.limit ? (texts.at(-1)?.id ?? null) : null,
  };
}
