import { sql } from "kysely";
import { byteaArray, uuidArray } from "../database/binary-array.ts";
import type { Database } from "../database/connection.ts";
import type { Language } from "../owner-page/language.ts";
import { type NewToken, ownMint } from "./token.ts";

export type Channel = "sms" | "wechat" | "letter" | "poster" | "email" | "phone" | "visit" | "demo";

export type NewInvitation = {
  readonly respondentKey: string;
  readonly channel: Channel;
  /** The owner's personal link. It is nowhere else: the record keeps a hash. */
  readonly link: string;
};

export type InvitationOrder = {
  readonly waveId: number;
  readonly channel: Channel;
  /** Address owners reach, e.g. https://survey.example.com */
  readonly publicUrl: string;
  readonly language?: Language;
  /** When it is; the record's own clock when absent. */
  readonly at?: Date;
  /** The order they belong to, if any. */
  readonly mailingId?: number;
  /** Only these projects; all when absent. */
  readonly projectIds?: readonly number[];
  /** At most so many. */
  readonly limit?: number;
};

const AT_ONCE = 10_000;

/** The projects of a wave that an order is about, in their order. */
async function projectsOf(db: Database, order: InvitationOrder): Promise<readonly number[]> {
  const rows = await db
    .selectFrom("frame_member")
    .select("project_id")
    .distinct()
    .where("wave_id", "=", order.waveId)
    .$if(order.projectIds !== undefined, (query) =>
      query.where("project_id", "in", [...(order.projectIds ?? [])]),
    )
    .orderBy("project_id")
    .execute();
  return rows.map(({ project_id }) => project_id);
}

/** Those of a project asked in the wave who have neither an outcome nor an invitation that could still be answered. */
async function toInvite(
  db: Database,
  waveId: number,
  projectId: number,
  most: number,
): Promise<readonly string[]> {
  const rows = await db
    .selectFrom("frame_member as member")
    .select("member.respondent_key as respondentKey")
    .where("member.wave_id", "=", waveId)
    .where("member.project_id", "=", projectId)
    .where("member.sampled", "=", true)
    .where("member.exclusion", "is", null)
    .where("member.disposition", "is", null)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom("invitation")
            .select("invitation.id")
            .whereRef("invitation.respondent_key", "=", "member.respondent_key")
            .where("invitation.state", "not in", ["failed", "revoked"]),
        ),
      ),
    )
    .orderBy("member.respondent_key")
    .$if(Number.isFinite(most), (query) => query.limit(most))
    .execute();
  return rows.map(({ respondentKey }) => respondentKey);
}

/** With the first 32 bits of a value a place still fits into the 53 bits of a number. */
const MOST_PLACES = 2 ** 21;

/**
 * The places of values in the order of their first 32 bits, which orders random values well enough for a tree. Numbers
 * that hold both sort four times as fast as places that are compared by what lies there.
 */
function inOrder<Value>(values: readonly Value[], leading: (value: Value) => number): readonly number[] {
  if (values.length > MOST_PLACES) throw new RangeError(`at most ${MOST_PLACES} at once`);
  const both = Float64Array.from(values, (value, place) => leading(value) * MOST_PLACES + place).sort();
  return Array.from(both, (each) => each % MOST_PLACES);
}

/**
 * Invites some members of a wave, each once more, whatever they had before. Keys and hashes of tokens lie in trees
 * grown at random places, most of what an invitation costs the record: so the smallest hash goes to the smallest key and
 * they are written in that order. A token is as random as before, and which is whose stands in the record anyway.
 * @param tokens one a key; for whoever has made them beforehand
 */
export async function inviteKeys(
  db: Database,
  order: InvitationOrder,
  keys: readonly string[],
  tokens: readonly NewToken[] = ownMint().newTokens(keys.length),
): Promise<readonly NewInvitation[]> {
  const places = inOrder(keys, (key) => Number.parseInt(key.slice(0, 8), 16));
  const given = inOrder(tokens, ({ hash }) => hash.readUInt32BE()).map((place) => tokens[place] as NewToken);
  await sql`
    insert into invitation (respondent_key, wave_id, token_hash, channel, language, mailing_id, created_at)
    select key, ${order.waveId}, token_hash, ${order.channel}, ${order.language ?? "zh-CN"}, ${order.mailingId ?? null}::bigint,
           coalesce(${order.at ?? null}::timestamptz, now())
    from unnest(${uuidArray(places.map((place) => keys[place] ?? ""))}::uuid[],
                ${byteaArray(given.map(({ hash }) => hash))}::bytea[]) as given (key, token_hash)`.execute(
    db,
  );
  const start = `${order.publicUrl.replace(/\/+$/, "")}/s/`;
  const links: string[] = [];
  for (const [nth, place] of places.entries()) links[place] = start + given[nth]?.token;
  return keys.map((respondentKey, place) => ({
    respondentKey,
    channel: order.channel,
    link: links[place] ?? "",
  }));
}

/**
 * Invites those of a wave who were not invited yet, a project after the other and at most ten thousand at a time, and
 * yields their links. Run it inside a transaction to have all links or none. Calling it again invites nobody twice.
 */
export async function* createInvitations(
  db: Database,
  order: InvitationOrder,
): AsyncGenerator<readonly NewInvitation[]> {
  let left = order.limit ?? Number.POSITIVE_INFINITY;
  for (const projectId of await projectsOf(db, order)) {
    if (left <= 0) return;
    const keys = await toInvite(db, order.waveId, projectId, left);
    left -= keys.length;
    for (let at = 0; at < keys.length; at += AT_ONCE)
      yield await inviteKeys(db, order, keys.slice(at, at + AT_ONCE));
  }
}
