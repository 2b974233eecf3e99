import { sql } from "kysely";
import type { Database } from "../database/connection.ts";
import { newToken, tokenHash } from "./token.ts";

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
  readonly language?: "zh-CN" | "en";
  /** Only these projects; all when absent. */
  readonly projectIds?: readonly number[];
  /** At most so many. */
  readonly limit?: number;
};

const AT_ONCE = 10_000;

/** Those asked in the wave who have neither an outcome nor an invitation that could still be answered. */
function nextToInvite(db: Database, order: InvitationOrder, count: number) {
  return db
    .selectFrom("frame_member as member")
    .select("member.respondent_key as respondentKey")
    .where("member.wave_id", "=", order.waveId)
    .where("member.sampled", "=", true)
    .where("member.exclusion", "is", null)
    .where("member.disposition", "is", null)
    .$if(order.projectIds !== undefined, (query) =>
      query.where("member.project_id", "in", [...(order.projectIds ?? [])]),
    )
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
    .orderBy("member.project_id")
    .orderBy("member.respondent_key")
    .limit(count)
    .execute();
}

/**
 * Invites those of a wave who were not invited yet, ten thousand at a time, and yields their links in the order of
 * projects. Run it inside a transaction to have all links or none. Calling it again invites nobody twice.
 */
export async function* createInvitations(
  db: Database,
  order: InvitationOrder,
): AsyncGenerator<readonly NewInvitation[]> {
  let left = order.limit ?? Number.POSITIVE_INFINITY;
  while (left > 0) {
    const members = await nextToInvite(db, order, Math.min(left, AT_ONCE));
    if (members.length === 0) return;
    left -= members.length;
    const tokens = members.map(() => newToken());
    await sql`
      insert into invitation (respondent_key, wave_id, token_hash, channel, language)
      select key, ${order.waveId}, token_hash, ${order.channel}, ${order.language ?? "zh-CN"}
      from unnest(${members.map(({ respondentKey }) => respondentKey)}::uuid[], ${tokens.map(tokenHash)}::bytea[])
        as given (key, token_hash)`.execute(db);
    yield members.map(({ respondentKey }, index) => ({
      respondentKey,
      channel: order.channel,
      link: `${order.publicUrl.replace(/\/+$/, "")}/s/${tokens[index]}`,
    }));
  }
}
