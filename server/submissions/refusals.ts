import type { DispositionGroup } from "#surveys/disposition.ts";
import type { OpenRecord } from "../database/connection.ts";
import type { Invited } from "../invitations/find-invitation.ts";

const REFUSED: DispositionGroup = "R";

/**
 * An owner's "no" to this wave: an attempt and an outcome, unless they have answered or the wave's data are closed. The
 * link keeps working.
 */
const REFUSE = `
with refused as (
  update frame_member m set disposition = '${REFUSED}'
  where m.respondent_key = $1 and not exists (
    select from response r where r.respondent_key = m.respondent_key and r.quality in ('ok', 'flagged'))
    and not exists (select from wave_close c where c.wave_id = m.wave_id and c.reopened_at is null)
  returning m.respondent_key
)
insert into attempt (respondent_key, at, mode, disposition) select respondent_key, $2, 'web', $3 from refused`;

/** Records that an owner does not take part. */
export async function refuse(
  { pool }: Pick<OpenRecord, "pool">,
  { respondentKey }: Invited,
  at: Date,
  disposition: "refused" | "do_not_contact" = "refused",
): Promise<void> {
  await pool.query(REFUSE, [respondentKey, at, disposition]);
}

/** Changes whether customer service may see a kept answer and call about it. */
export async function changeConsent(
  { pool }: Pick<OpenRecord, "pool">,
  responseId: string,
  consent: boolean,
): Promise<void> {
  await pool.query("update response set consent_followup = $2 where id = $1", [responseId, consent]);
}
