import { sql, type Transaction } from "kysely";
import { z } from "zod";
import { AppError } from "#server/app-error.ts";
import { writeAudit } from "#server/audit/write-audit.ts";
import type { Database } from "#server/database/connection.ts";
import type { Tables } from "#server/database/tables.ts";
import type { Sources } from "#server/indicators/sources.ts";
import { need, type Scope } from "#server/scope/scope.ts";
import type { UnitRef } from "#server/scope/unit-view.ts";
import { SAID } from "./said.ts";
import { shownProjects, type VoiceCut, voiceCut } from "./voice-cut.ts";
import { shownUnder } from "./voice-texts.ts";
import type { VoicesQuery } from "./voices-view.ts";

export const quoteChange = z.discriminatedUnion("change", [
  z.strictObject({ change: z.literal("pick"), id: z.uuid(), position: z.number().optional() }),
  z.strictObject({ change: z.literal("drop"), id: z.uuid() }),
  /** Puts it right before another, or at the end. */
  z.strictObject({ change: z.literal("move"), id: z.uuid(), before: z.uuid().nullable() }),
  z.strictObject({ change: z.literal("release"), id: z.uuid(), released: z.boolean() }),
]);
export type QuoteChange = z.infer<typeof quoteChange>;

export type QuoteView = {
  readonly id: string;
  readonly text: string;
  readonly week: string;
  readonly unit: UnitRef;
  readonly topics: readonly string[];
  readonly position: number;
  readonly released: boolean;
};

type Row = {
  readonly voice_id: string;
  readonly masked: string;
  readonly week: string;
  readonly project_id: number;
  readonly topics: readonly string[];
  readonly position: number;
  readonly released: boolean;
};

/** The picked words of a cut in their order: all for headquarters, those released for everybody else. */
export async function readQuotes(
  { db }: Sources,
  scope: Scope,
  cut: VoiceCut,
  topics?: readonly string[],
): Promise<readonly QuoteView[]> {
  const curator = scope.capabilities.has("voices.curate");
  const { rows } = await sql<Row>`
    select said.voice_id, said.masked, said.week, said.project_id, said.topics, q.position,
      q.released_at is not null as released
    from picked_quote q join (${SAID}) said using (voice_id)
    where said.wave_id = ${cut.now.wave.id} and said.project_id = any (${shownProjects(cut.now, cut.unit.id)}::bigint[])
      and (${curator} or q.released_at is not null)
      and (${topics ?? null}::text[] is null or said.topics && ${topics ?? []}::text[])
    order by q.position`.execute(db);
  const mine = new Set(cut.topics.map(({ id }) => id));
  return rows
    .filter(({ topics: of }) => cut.reach === "all" || of.some((id) => mine.has(id)))
    .map((row) => ({
      id: row.voice_id,
      text: row.masked,
      week: row.week,
      unit: shownUnder(cut.now, cut, Number(row.project_id)),
      topics: row.topics.filter((id) => mine.has(id)).toSorted(),
      position: row.position,
      released: row.released,
    }));
}

/**
 * Words picked for the report, of a unit and wave.
 * @throws AppError `not_found` for a unit or wave that is not the asker's
 */
export async function quotesView(
  sources: Sources,
  scope: Scope,
  query: VoicesQuery,
): Promise<readonly QuoteView[]> {
  const cut = await voiceCut(sources, scope, query);
  return readQuotes(sources, scope, cut);
}

async function positionBefore(tx: Transaction<Tables>, before: string | null): Promise<number> {
  const places = await tx
    .selectFrom("picked_quote")
    .select(["voice_id", "position"])
    .orderBy("position")
    .execute();
  const at = before === null ? -1 : places.findIndex(({ voice_id }) => voice_id === before);
  if (before !== null && at === -1)
    throw new AppError("not_found", "There is no such quote on the list: reload it.");
  const next = at === -1 ? undefined : places[at]?.position;
  const previous = at === -1 ? places.at(-1)?.position : places[at - 1]?.position;
  if (next === undefined) return (previous ?? 0) + 1;
  return previous === undefined ? next - 1 : (previous + next) / 2;
}

async function apply(tx: Transaction<Tables>, userId: string, change: QuoteChange): Promise<void> {
  if (change.change === "pick") {
    const said = await tx
      .selectFrom("open_answer as o")
      .innerJoin("response as r", "r.id", "o.response_id")
      .select("o.voice_id")
      .where("o.voice_id", "=", change.id)
      .where("r.quality", "in", ["ok", "flagged"])
      .executeTakeFirst();
    if (!said) throw new AppError("not_found", "There are no such words: reload the list.");
    const taken = await tx
      .selectFrom("picked_quote")
      .select("voice_id")
      .where("position", "=", change.position ?? Number.NaN)
      .executeTakeFirst();
    const position = taken ? undefined : change.position;
    await tx
      .insertInto("picked_quote")
      .values({
        voice_id: change.id,
        position: position ?? (await positionBefore(tx, null)),
        picked_by: userId,
      })
      .onConflict((conflict) => conflict.column("voice_id").doNothing())
      .execute();
    return;
  }
  const picked = tx.selectFrom("picked_quote").select("voice_id").where("voice_id", "=", change.id);
  if (!(await picked.forUpdate().executeTakeFirst()))
    throw new AppError("not_found", "There is no such quote on the list: reload it.");
  if (change.change === "drop") {
    await tx.deleteFrom("picked_quote").where("voice_id", "=", change.id).execute();
    return;
  }
  const set =
    change.change === "move"
      ? { position: await positionBefore(tx, change.before) }
      : change.released
        ? { released_by: userId, released_at: new Date() }
        : { released_by: null, released_at: null };
  await tx.updateTable("picked_quote").set(set).where("voice_id", "=", change.id).execute();
}

/**
 * Picks words for the report, drops, moves or releases them. Picking at the position a dropped one had takes dropping back.
 * @throws AppError `forbidden` below headquarters, `not_found` for words that are not there
 */
export async function changeQuotes(db: Database, scope: Scope, change: QuoteChange): Promise<void> {
  need(scope, "voices.curate");
  await db.transaction().execute(async (tx) => {
    // positions lie between those of others: one change at a time
    await sql`select pg_advisory_xact_lock(hashtext('ownervoice.quotes'))`.execute(tx);
    await apply(tx, scope.userId, change);
    await writeAudit(tx, {
      action: "quotes.changed",
      actorId: scope.userId,
      subject: `voice:${change.id}`,
      detail: {
        change: change.change,
        ...(change.change === "release" ? { released: change.released } : {}),
      },
    });
  });
}
