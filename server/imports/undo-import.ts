import type { PoolClient } from "pg";
import { AppError } from "../app-error.ts";
import type { OpenRecord } from "../database/connection.ts";
import { forgetUpload } from "./run/uploads.ts";

/** Relations whose changes are noted, those that others point to first. */
const RELATIONS = [
  "org_unit",
  "org_placement",
  "org_alias",
  "home",
  "handover_batch",
  "contract",
  "handover",
  "occupancy",
  "vault.owner",
  "vault.phone",
  "vault.email",
  "ownership",
  "wave",
  "frame_member",
  "vault.respondent",
  "repair_order",
  "complaint",
  "hotline_call",
] as const;

type Relation = (typeof RELATIONS)[number];

/** The journal's name of a relation. */
function noted(relation: Relation): string {
  return relation.includes(".") ? relation : `public.${relation}`;
}

/** First note of every row an import touched: what stood there before it, null when there was nothing. */
const FIRST_NOTES = `select distinct on (key) key, before from import_journal where import_id = $1 and relation = $2 order by key, ordinal`;

async function columnsOf(
  client: PoolClient,
  relation: Relation,
): Promise<{ readonly keys: readonly string[]; readonly all: readonly string[] }> {
  const { rows } = await client.query<{ name: string; is_key: boolean }>(
    `select a.attname as name, coalesce(a.attnum = any(i.indkey), false) as is_key from pg_attribute a
     left join pg_index i on i.indrelid = a.attrelid and i.indisprimary
     where a.attrelid = $1::regclass and a.attnum > 0 and not a.attisdropped order by a.attnum`,
    [relation],
  );
  return {
    keys: rows.filter(({ is_key }) => is_key).map(({ name }) => `"${name}"`),
    all: rows.map(({ name }) => `"${name}"`),
  };
}

async function refuseIfChangedLater(client: PoolClient, id: number): Promise<void> {
  const { rows } = await client.query<{ id: number; file_name: string }>(
    `select distinct r.id, r.file_name from import_journal mine
     join import_journal theirs on theirs.relation = mine.relation and theirs.key = mine.key and theirs.import_id > mine.import_id
     join import_run r on r.id = theirs.import_id and r.state = 'applied'
     where mine.import_id = $1 order by r.id desc limit 1`,
    [id],
  );
  const later = rows[0];
  if (later)
    throw new AppError(
      "conflict",
      `Import ${later.id} (${later.file_name}) has changed the same records since: undo it first.`,
      { later: later.id },
    );
}

type Reference = { readonly child: string; readonly child_column: string; readonly parent_column: string };

async function referencesTo(client: PoolClient, relation: Relation): Promise<readonly Reference[]> {
  const { rows } = await client.query<Reference>(
    `select case n.nspname when 'public' then '' else n.nspname || '.' end || c.relname as child, ca.attname as child_column, pa.attname as parent_column
     from pg_constraint k join pg_class c on c.oid = k.conrelid join pg_namespace n on n.oid = c.relnamespace
     join pg_attribute ca on ca.attrelid = k.conrelid and ca.attnum = k.conkey[1]
     join pg_attribute pa on pa.attrelid = k.confrelid and pa.attnum = k.confkey[1]
     where k.contype = 'f' and k.confrelid = $1::regclass and cardinality(k.conkey) = 1 and c.relname <> 'import_run' order by 1, 2`,
    [relation],
  );
  return rows;
}

function isNoted(relation: string): relation is Relation {
  return RELATIONS.some((known) => known === relation);
}

/** Waves an import made; their members go with them and are not noted one by one. */
const OWN_WAVES = `select (key ->> 'id')::bigint from (select distinct on (key) key, before from import_journal
  where import_id = $1 and relation = 'public.wave' order by key, ordinal) made where before is null`;

/** Of rows `c` of a relation, those which do not go with the import themselves. */
async function notOwn(client: PoolClient, child: string): Promise<string> {
  if (child === "response") return "and c.import_id is distinct from $1";
  if (!isNoted(child)) return "";
  const { keys } = await columnsOf(client, child);
  const inWave =
    child === "frame_member" || child === "vault.respondent" ? `and c.wave_id not in (${OWN_WAVES})` : "";
  return `${inWave} and not exists (select from import_journal j where j.import_id = $1 and j.relation = '${noted(child)}'
    and j.before is null and j.key = jsonb_build_object(${keys.map((key) => `'${key.slice(1, -1)}', c.${key}`).join(", ")}))`;
}

/** Refuses when something that stays points to a row which would go. */
async function refuseIfNeeded(client: PoolClient, id: number, relation: Relation): Promise<void> {
  const members =
    relation === "frame_member"
      ? `union all select respondent_key::text from frame_member where wave_id in (${OWN_WAVES})`
      : "";
  for (const { child, child_column, parent_column } of await referencesTo(client, relation)) {
    const { rows } = await client.query<{ n: number }>(
      `select count(*) as n from ${child} c
       where c."${child_column}"::text in (select key ->> $3 from (${FIRST_NOTES}) first where before is null ${members})
         ${await notOwn(client, child)}`,
      [id, noted(relation), parent_column],
    );
    const n = rows[0]?.n ?? 0;
    if (n > 0)
      throw new AppError(
        "conflict",
        `${n} later records in ${child} depend on what this import brought (${relation}): undo the imports after it first, or keep it.`,
        { relation, child, records: n },
      );
  }
}

async function removeNew(client: PoolClient, id: number, relation: Relation): Promise<void> {
  const { keys } = await columnsOf(client, relation);
  await client.query(
    `delete from ${relation} t using (${FIRST_NOTES}) first
     where first.before is null and first.key = jsonb_build_object(${keys.map((key) => `'${key.slice(1, -1)}', t.${key}`).join(", ")})`,
    [id, noted(relation)],
  );
}

async function restoreChanged(client: PoolClient, id: number, relation: Relation): Promise<void> {
  const { keys, all } = await columnsOf(client, relation);
  const others = all.filter((column) => !keys.includes(column));
  const update =
    others.length === 0
      ? "nothing"
      : `update set ${others.map((column) => `${column} = excluded.${column}`).join(", ")}`;
  await client.query(
    `insert into ${relation} (${all.join(", ")}) overriding system value
     select ${all.map((column) => `old.${column}`).join(", ")}
     from (${FIRST_NOTES}) first, lateral jsonb_populate_record(null::${relation}, first.before) old
     where first.before is not null
     on conflict (${keys.join(", ")}) do ${update}`,
    [id, noted(relation)],
  );
}

async function restore(client: PoolClient, id: number): Promise<void> {
  for (const relation of RELATIONS) await refuseIfNeeded(client, id, relation);
  await client.query("delete from response where import_id = $1", [id]);
  await client.query("update import_run set wave_id = null where id = $1", [id]);
  for (const relation of RELATIONS.toReversed()) await removeNew(client, id, relation);
  for (const relation of RELATIONS) await restoreChanged(client, id, relation);
}

/**
 * Takes an import back: what it added goes, what it changed is as before. Its rows and reasons stay in the list.
 * @throws AppError `not_found`, or `conflict` naming what has been built on it since
 */
export async function undoImport(
  record: OpenRecord,
  id: number,
  options: { readonly dataDir: string; readonly actor?: string },
): Promise<{ readonly import: number; readonly source: string; readonly file: string }> {
  const client = await record.pool.connect();
  try {
    await client.query("begin");
    const { rows } = await client.query<{
      source: string;
      file_name: string;
      state: string;
      upload_path: string | null;
      file_hash: Buffer;
    }>("select source, file_name, state, upload_path, file_hash from import_run where id = $1 for update", [
      id,
    ]);
    const run = rows[0];
    if (!run) throw new AppError("not_found", `There is no import ${id}: 'ov imports list' shows them.`);
    if (run.state === "undone") throw new AppError("conflict", `Import ${id} was undone before.`);
    // without fresh counts of a journal just written, the planner joins it row by row
    await client.query("analyze import_journal");
    await refuseIfChangedLater(client, id);
    await restore(client, id);
    await client.query("delete from import_journal where import_id = $1", [id]);
    await client.query(
      "update import_run set state = 'undone', undone_at = now(), undone_by = $2 where id = $1",
      [id, options.actor ?? null],
    );
    await client.query(
      "insert into audit_log (action, actor_id, subject) values ('import.undone', $2, 'import:' || $1)",
      [id, options.actor ?? null],
    );
    const { rows: others } = await client.query(
      "select from import_run where file_hash = $1 and state = 'applied' limit 1",
      [run.file_hash],
    );
    await client.query("commit");
    if (run.upload_path !== null && others.length === 0) await forgetUpload(options.dataDir, run.upload_path);
    return { import: id, source: run.source, file: run.file_name };
  } catch (failure) {
    await client.query("rollback");
    throw failure;
  } finally {
    client.release();
  }
}
