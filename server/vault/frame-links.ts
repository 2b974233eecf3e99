import type { CalendarDate } from "#surveys/calendar-date.ts";
import type { Statements } from "../database/statements.ts";

/**
 * The places where a wave's frame touches identities: who is behind a home, what they wish, and which home a key
 * stands for. Everything else in the product works on keys. `frame_home` is the staged frame (waves/frame/stage-frame.ts).
 */

/** Marks staged homes whose owner wants no surveys. */
export async function markOptedOut(run: Statements): Promise<void> {
  await run(`update frame_home f set exclusion = 'opted_out' from vault.owner o
             where f.exclusion is null and o.id = f.owner_id and o.opted_out_at is not null`);
}

/** Marks staged homes whose owner was invited or visited for another survey since a day. */
export async function markAskedSince(run: Statements, waveId: number, since: CalendarDate): Promise<void> {
  await run(
    `update frame_home f set exclusion = 'asked_recently'
     where f.exclusion is null and f.owner_id in (
       select r.owner_id from invitation i join vault.respondent r using (respondent_key)
       where i.created_at >= $2::date and i.state not in ('failed', 'revoked') and r.wave_id <> $1 and r.owner_id is not null
       union
       select r.owner_id from attempt a join vault.respondent r using (respondent_key)
       where a.at >= $2::date and a.mode <> 'web' and r.wave_id <> $1 and r.owner_id is not null)`,
    [waveId, since],
  );
}

/**
 * Of several staged homes of one person one is asked; the others stay in the frame. Which one is settled by a hash of
 * the codes, so that neither the largest nor the newest home is favoured and a rebuilt frame chooses the same.
 */
export async function markFurtherHomes(run: Statements, salt: string): Promise<void> {
  await run(
    `update frame_home f set exclusion = 'person_asked_once'
     from (select home_id, row_number() over (partition by owner_id order by sha256(convert_to($1 || ':' || home_code, 'UTF8')), home_code) as nth
           from frame_home where exclusion is null
             and owner_id in (select owner_id from frame_home where exclusion is null group by owner_id having count(*) > 1)) d
     where d.home_id = f.home_id and d.nth > 1`,
    [salt],
  );
}

/** Keeps which home and owner each staged key stands for. */
export async function linkRespondents(run: Statements, waveId: number): Promise<void> {
  await run(
    `insert into vault.respondent (respondent_key, wave_id, home_id, owner_id)
     select respondent_key, $1, home_id, owner_id from frame_home order by home_id`,
    [waveId],
  );
  await run("analyze vault.respondent");
}

/** Forgets the links of a wave whose frame is being thrown away. */
export async function unlinkRespondents(run: Statements, waveId: number): Promise<void> {
  await run("delete from vault.respondent where wave_id = $1", [waveId]);
}

const FRAME_HASH = (homes: string) => `
  select sha256(coalesce(string_agg(hash, ''::bytea order by code collate "C"), ''::bytea)) as hash from (
    select p.code, sha256(convert_to(string_agg(json_build_array(
        f.home_code, p.code, g.code, f.phase, coalesce(f.batch, f.tenure), f.product_type, f.months_since_signing, f.months_since_handover)::text,
        e'\\n' order by f.home_code collate "C"), 'UTF8')) as hash
    from (${homes}) f
    join org_unit p on p.id = f.project_id
    left join org_unit g on g.id = f.region_id
    group by p.code) project`;

async function hashOf(run: Statements, homes: string, values: readonly unknown[]): Promise<Buffer> {
  const [row] = await run<{ hash: Buffer }>(FRAME_HASH(homes), values);
  if (row === undefined) throw new Error("an aggregate gave no row");
  return row.hash;
}

/**
 * SHA-256 over a frame's homes with their strata, by project and in the order of home codes: equal for equal frames,
 * whatever keys and ids they were given. Wishes and exclusions are no part of it.
 */
export function hashFrame(run: Statements, waveId: number): Promise<Buffer> {
  return hashOf(
    run,
    `select m.*, h.code as home_code from frame_member m
     join vault.respondent r using (respondent_key) join home h on h.id = r.home_id where m.wave_id = $1`,
    [waveId],
  );
}

/** The same of the frame that is staged, where every home lies ready. */
export function hashStagedFrame(run: Statements): Promise<Buffer> {
  return hashOf(run, "table frame_home", []);
}

/** Takes everybody out of the asking who has asked for it since the frame was made. @returns how many */
export async function honourOptOuts(run: Statements, waveId: number): Promise<number> {
  const rows = await run<{ respondent_key: string }>(
    `update frame_member m set exclusion = 'opted_out', exclusion_by = 'rule'
     from vault.respondent r join vault.owner o on o.id = r.owner_id
     where r.wave_id = $1 and m.respondent_key = r.respondent_key and m.exclusion is null and o.opted_out_at is not null
     returning m.respondent_key`,
    [waveId],
  );
  return rows.length;
}

/** The key a home goes by in a wave, and its project; undefined when it is not in the frame. */
export async function keyOfHome(
  run: Statements,
  waveId: number,
  homeCode: string,
): Promise<{ readonly respondentKey: string; readonly projectId: number } | undefined> {
  const [row] = await run<{ respondentKey: string; projectId: number }>(
    `select m.respondent_key as "respondentKey", m.project_id as "projectId"
     from home h join vault.respondent r on r.home_id = h.id and r.wave_id = $1 join frame_member m using (respondent_key)
     where h.code = $2`,
    [waveId, homeCode],
  );
  return row;
}

/** The homes of some keys, for those who run the wave. */
export async function homesOfKeys(
  run: Statements,
  keys: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const rows = await run<{ key: string; code: string }>(
    `select r.respondent_key as key, h.code from vault.respondent r join home h on h.id = r.home_id
     where r.respondent_key = any($1::uuid[])`,
    [keys],
  );
  return new Map(rows.map(({ key, code }) => [key, code]));
}
