import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "kysely";
import { openAnalysis } from "#server/analysis/analysis.ts";
import { type Database, type OpenRecord, openRecord } from "#server/database/connection.ts";
import { embeddedPostgres } from "#server/database/embedded-postgres.ts";
import { migrate } from "#server/database/migrate.ts";
import { makeScope, type Scope } from "#server/scope/scope.ts";
import { closeWave } from "#server/waves/close/close-wave.ts";
import { createWave, waveDraft } from "#server/waves/draft-wave.ts";
import { inviteWave } from "#server/waves/invite/invite-wave.ts";
import { lockWave } from "#server/waves/lock-wave.ts";
import { monitorWave } from "#server/waves/monitor/monitor-wave.ts";
import { openField } from "#server/waves/open-field.ts";
import { screenResponses } from "#server/waves/quality/screen-responses.ts";
import { drawSample } from "#server/waves/sample/draw-sample.ts";
import { commandLineManager } from "#server/waves/wave-manager.ts";
import { ANNUAL } from "#surveys/questionnaires/registry.ts";
import { SOUND_DRAFT } from "#tests/owned-homes.ts";
import { ownCpuSeconds, postgresCpuSeconds } from "./process-cpu.ts";

/**
 * A wave of a million invitations: how long its frame, its census and its links take (with fsync, as in production),
 * how long the monitor takes while a third of the owners have answered, and screening and closing beside it.
 * Usage: node bench/monitor.bench.ts [invitations]
 */
const owners = Number(process.argv[2] ?? 1_000_000);
const [REGIONS, PROJECTS] = [5, 60];
const NOW = new Date("2025-11-25T18:00:00+08:00");

const GROUP = `
  insert into org_unit (code, kind, name) select 'G', 'group', '集团';
  insert into org_unit (code, kind, name) select 'R' || n, 'region', '区域' || n from generate_series(1, ${REGIONS}) n order by n;
  insert into org_unit (code, kind, name) select 'P' || lpad(n::text, 2, '0'), 'project', '项目' || n from generate_series(1, ${PROJECTS}) n order by n;
  insert into org_placement (unit_id, parent_id, name, valid_from)
    select id, case kind when 'group' then null when 'region' then 1 else 2 + id % ${REGIONS} end, name, '2010-01-01' from org_unit order by id;
  insert into handover_batch (project_id, name, starts_on) select id, '一批', '2022-03-01' from org_unit where kind = 'project' order by id;`;

const HOMES = (count: number): readonly (readonly [what: string, statement: string])[] => [
  [
    "(homes)",
    `insert into home (code, project_id, building, room, product_type)
    select 'H' || lpad(n::text, 8, '0'), 1 + ${REGIONS} + 1 + n % ${PROJECTS}, '1', n::text, (array['高层', '洋房', '别墅'])[1 + n % 3]
    from generate_series(1, ${count}) n`,
  ],
  [
    "(contracts)",
    "insert into contract (home_id, status, sign_date) select id, 'signed', '2021-05-01' from home",
  ],
  [
    "(handovers)",
    `insert into handover (home_id, batch_id, handover_date)
    select h.id, b.id, (array['2024-09-15', '2022-03-01', '2025-08-31', null, '2019-06-01', '2020-06-01']::date[])[1 + h.id % 6]
    from home h join handover_batch b on b.project_id = h.project_id`,
  ],
  [
    "(owners)",
    `create temp table made as select id as home_id, gen_random_uuid() as owner_id from home order by 2;
  insert into vault.owner (id, name_hash) select owner_id, sha256(home_id::text::bytea) from made`,
  ],
  [
    "(ownership)",
    `insert into ownership (home_id, owner_id, valid_from) select home_id, owner_id, '2021-05-01' from made;
  drop table made`,
  ],
];

/** Answers of a third of the frame, as the submission desk leaves them. */
const ANSWERS = `
  insert into response (id, respondent_key, wave_id, project_id, phase, questionnaire_id, questionnaire_version, mode, codes, body_hash,
                        complete, submitted_at, duration_s, network_hash, device_hash)
  select gen_random_uuid(), respondent_key, wave_id, project_id, phase, 'annual', 1, (array['web', 'web', 'web', 'phone', 'visit'])[1 + (random() * 4)::int],
         decode(regexp_replace(substr(translate(md5(respondent_key::text) || md5(id_text), '06789abcdef', '12345123451'), 1, $2), '(.)', '0\\1', 'g'), 'hex'),
         sha256(respondent_key::text::bytea), true, timestamptz '2025-11-05 09:00+08' + random() * interval '20 days',
         60 + (random() * 600)::int, substr(sha256(respondent_key::text::bytea), 1, 16), substr(sha256(respondent_key::text::bytea), 17, 16)
  from (select *, 'x' || respondent_key as id_text from frame_member) m where wave_id = $1 and random() < 0.33`;

type Work = { readonly ours: number; readonly database: number };

/** Seconds of processor time used so far; they tell work from waiting where others use the machine. */
function worked(): Work {
  return { ours: ownCpuSeconds(), database: postgresCpuSeconds(join(postgres.directory, "cluster")) };
}

function since(before: Work, times = 1): string {
  const now = worked();
  const of = (part: keyof Work) => ((now[part] - before[part]) / times).toFixed(times === 1 ? 1 : 3);
  return `processor ${of("ours")} s here, ${of("database")} s in PostgreSQL`;
}

async function timed<T>(what: string, work: () => Promise<T>): Promise<T> {
  const [began, before] = [performance.now(), worked()];
  const result = await work();
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  process.stdout.write(`${what.padEnd(40)} ${seconds.padStart(7)} s, ${since(before)}\n`);
  return result;
}

async function group({ pool, db }: OpenRecord): Promise<Scope> {
  const client = await pool.connect();
  await client.query(GROUP);
  // the rows are right by construction; keys looked up and journals kept row by row would take most of the time
  await client.query("set session_replication_role = replica");
  for (const [what, statement] of HOMES(owners)) await timed(what, () => client.query(statement));
  client.release(true);
  const { questionnaire } = ANNUAL;
  await pool.query(
    "insert into questionnaire (id, version, status, definition, hash, published_at) values ($1, $2, 'published', $3, 'h', now())",
    [questionnaire.id, questionnaire.version, JSON.stringify(questionnaire)],
  );
  await pool.query(`insert into "user" (id, name, email) values ('hq', 'hq', 'hq@example.test')`);
  await pool.query(
    "insert into role_grant (user_id, role, unit_id, valid_from) values ('hq', 'hq_analyst', 1, '2020-01-01')",
  );
  await pool.query("vacuum analyze");
  return makeScope(db, "hq", "2025-11-25");
}

/** Tables a wave is written to; the least it can cost is their rows by a bare COPY, the same trees grown beside. */
const WRITTEN = ["frame_member", "vault.respondent", "invitation"] as const;

/** Seconds a bare COPY of the rows just written takes, into empty tables with the same columns, checks and trees. */
async function floor(db: Database): Promise<number> {
  let seconds = 0;
  for (const table of WRITTEN) {
    const file = join(postgres.directory, "floor.copy");
    await sql.raw(`copy ${table} to '${file}' (format binary)`).execute(db);
    await sql.raw(`create table floor (like ${table} including all)`).execute(db);
    const began = performance.now();
    await sql.raw(`copy floor from '${file}' (format binary)`).execute(db);
    seconds += (performance.now() - began) / 1000;
    await sql.raw("drop table floor").execute(db);
    rmSync(file);
  }
  return seconds;
}

async function create(db: Database, path: string): Promise<number> {
  const by = commandLineManager();
  const id = await createWave(db, by, waveDraft.parse(SOUND_DRAFT));
  const [began, before] = [performance.now(), worked()];
  await timed("frame fixed", () => lockWave(db, by, id, "2025-11-02"));
  const plan = { plan: { kind: "census", answers: 60 }, takeAllBelow: 150 } as const;
  await timed("sample drawn (census)", () => drawSample(db, by, id, { plan, seed: 1 }));
  await openField(db, by, id, "2025-11-05");
  const order = {
    waveId: id,
    channel: "sms",
    publicUrl: "https://survey.example",
    path,
    today: "2025-11-05",
  } as const;
  const { invited } = await timed("links made and written", () => inviteWave(db, by, order));
  if (invited !== owners) throw new Error(`${invited} invitations of ${owners}`);
  const seconds = (performance.now() - began) / 1000;
  const spent = since(before);
  const least = await floor(db);
  process.stdout.write(
    `created: ${seconds.toFixed(1)} s for ${owners} invitations, ${spent} (target 60 s a million)\n` +
      `         ${(seconds / least).toFixed(2)} x a bare COPY of the same rows and trees, ${least.toFixed(1)} s\n`,
  );
  return id;
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

const folder = mkdtempSync(join(tmpdir(), "ownervoice-bench-"));
// the database's own user has to get to its files, or they would lie elsewhere and stay
chmodSync(folder, 0o711);
process.env.SECRET ??= "only for the bench, and long enough to be a secret";
const postgres = await embeddedPostgres(folder);
try {
  await migrate(postgres.url);
  const record = openRecord(postgres.url);
  const scope = await timed("(homes and owners)", () => group(record));
  const id = await create(record.db, join(folder, "links.csv"));

  await timed("(answers of a third)", async () => {
    await record.pool.query(ANSWERS, [id, ANNUAL.codeBook.length]);
    await record.pool.query(
      "update frame_member m set disposition = 'I' from response r where r.respondent_key = m.respondent_key",
    );
    await record.pool.query("vacuum analyze");
  });
  const analysis = await openAnalysis({ record, clock: () => NOW });
  await timed("(analysis loaded)", () => analysis.load());
  const sources = { db: record.db, analysis };
  const times: number[] = [];
  const before = worked();
  for (let round = 0; round < 9; round++) {
    const began = performance.now();
    await monitorWave(sources, scope, { waveId: id }, NOW);
    times.push(performance.now() - began);
  }
  const rest = times.slice(1);
  process.stdout.write(
    `monitor: first ${Math.round(times[0] ?? 0)} ms, then ${Math.round(median(rest))} ms (${Math.round(Math.min(...rest))}-${Math.round(Math.max(...rest))}; target 200 ms), each ${since(before, times.length)}\n`,
  );
  const by = commandLineManager();
  const screened = await timed("answers screened", () => screenResponses(record.db, by, id));
  process.stdout.write(`${JSON.stringify(screened)}\n`);
  const closed = await timed("wave closed, weighted and frozen", () =>
    closeWave(record.db, by, id, "2025-12-16"),
  );
  if (!closed.ok) throw new Error(JSON.stringify(closed.problems));
  await analysis.close();
  await record.close();
} finally {
  await postgres.release();
  rmSync(folder, { recursive: true, force: true });
}
