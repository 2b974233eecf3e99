import { maskPersonalData } from "#surveys/mask-personal-data.ts";
import { readText } from "#surveys/read-answer.ts";
import type { OpenRecord } from "../database/connection.ts";
import type { Invited } from "../invitations/find-invitation.ts";

/** One household says it a few times, not a thousand. */
const MOST_REPORTS = 5;

const REPORT = `
insert into interference_report (respondent_key, raw, masked)
select $1, $2, $3 where (select count(*) from interference_report where respondent_key = $1) < ${MOST_REPORTS}`;

/** Keeps what an owner says about being asked for another mark; nothing to keep in blank words. */
export async function reportInterference(
  { pool }: Pick<OpenRecord, "pool">,
  { respondentKey }: Invited,
  words: string | null,
): Promise<void> {
  const read = readText(words?.slice(0, 4_000));
  if (read.kind !== "answer" || typeof read.value !== "string") return;
  await pool.query(REPORT, [respondentKey, read.value, maskPersonalData(read.value).masked]);
}
