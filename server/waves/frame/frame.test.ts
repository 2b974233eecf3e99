import { afterAll, beforeAll, expect, test } from "vitest";
import { type OpenRecord, openRecord } from "#server/database/connection.ts";
import { statementsOf } from "#server/database/statements.ts";
import { hashFrame } from "#server/vault/frame-links.ts";
import { addDays } from "#surveys/calendar-date.ts";
import { elapsedMonths } from "#surveys/elapsed-months.ts";
import { ownerPhaseOn } from "#surveys/owner-phase.ts";
import { DEFAULT_TENURE_YEARS, tenureLimits, tenureOn } from "#surveys/tenure.ts";
import { testDatabase } from "#tests/database.ts";
import { CUTOFF, type OwnedHomes, ownedHomes, SOUND_DRAFT, scopeOf } from "#tests/owned-homes.ts";
import { createWave, deleteDraft, editWave, waveDraft } from "../draft-wave.ts";
import { lockWave, unlockWave } from "../lock-wave.ts";
import { type WaveManager, waveManager } from "../wave-manager.ts";
import { rulesOfFrame } from "./rules-of-frame.ts";
import { elapsedMonthsSql, phaseSql, tenureSql } from "./stage-frame.ts";

const LIMITS = tenureLimits(DEFAULT_TENURE_YEARS, { runInMonths: 6, stableMonths: 24 });

const database = await testDatabase();
let record: OpenRecord;
let homes: OwnedHomes;
let by: WaveManager;
let wave: number;

async function lock(): Promise<void> {
  expect(await lockWave(record.db, by, wave, "2025-11-02")).toEqual({ ok: true });
}

async function rows<Row>(text: string, values: readonly unknown[] = []): Promise<readonly Row[]> {
  return statementsOf(record.db)<Row>(text, values);
}

beforeAll(async () => {
  record = openRecord(database.url);
  homes = await ownedHomes(record.db, 12);
  by = waveManager(await scopeOf(record.db, "hq_analyst", homes.group));
  wave = await createWave(record.db, by, waveDraft.parse(SOUND_DRAFT));
});
afterAll(async () => {
  await record.close();
  await database.drop();
});

test("phases and months in SQL are those of the calendar rules, at every edge of two and a half years", async () => {
  const days = ["2024-02-29", "2025-02-28", "2025-08-31", "2025-11-30"];
  const events = Array.from({ length: 920 }, (_, back) => addDays("2025-11-30", -back));
  const found = await rows<{
    event: string;
    day: string;
    phase: string;
    months: number;
    tenure: string;
  }>(
    `select event::text, day::text, ${phaseSql("event", "day", "6", "24")} as phase, ${elapsedMonthsSql("event", "day")} as months,
            ${tenureSql("event", "day", "$3::int[]")} as tenure
     from unnest($1::date[]) event, unnest($2::date[]) day where event <= day order by day, event`,
    [events, days, LIMITS],
  );
  expect(found.length).toBeGreaterThan(2_000);
  expect(new Set(found.map(({ phase }) => phase))).toEqual(new Set(["R", "S", "O"]));
  for (const { event, day, phase, months, tenure } of found) {
    expect([event, day, tenure]).toEqual([event, day, tenureOn(day, event, LIMITS)]);
    expect([event, day, phase]).toEqual([
      event,
      day,
      ownerPhaseOn(day, { signedOn: "2000-01-01", handedOverOn: event }),
    ]);
    expect([event, day, months]).toEqual([event, day, elapsedMonths(event, day)]);
  }
});

test("the frame is the owned homes of the day with their strata, and its hash says so again", async () => {
  const { oak } = homes.projects;
  await rows(
    "update contract set sign_date = '2025-11-02' where home_id = (select id from home where code = 'OAK-000001')",
  );
  await rows(
    "update contract set status = 'refunded', is_current = false where home_id = (select id from home where code = 'OAK-000002')",
  );
  // resold the day after: whoever owned it on the day is in the frame
  await rows(`with home as (select id from home where code = 'OAK-000003'), buyer as (insert into vault.owner default values returning id),
      old as (update contract set is_current = false where home_id = (select id from home))
    insert into ownership (home_id, owner_id, position, valid_from) select home.id, buyer.id, 1, '2025-11-02' from home, buyer`);
  await rows(
    "insert into contract (home_id, status, sign_date) select id, 'signed', '2025-11-02' from home where code = 'OAK-000003'",
  );
  await lock();
  const frame = await rows<{ phase: string; n: number }>(
    "select phase, count(*) as n from frame_member where wave_id = $1 and project_id = $2 group by 1 order by 1",
    [wave, oak],
  );
  expect(frame).toEqual([
    { phase: "O", n: 2 },
    { phase: "P", n: 3 },
    { phase: "R", n: 2 },
    { phase: "S", n: 3 },
  ]);
  const [first] = await rows<{
    owner: string;
    since: string;
    region_id: number;
    batch: string;
    months: number;
  }>(
    `select r.owner_id::text as owner, o.valid_from as since, m.region_id, m.batch, m.months_since_signing as months
     from frame_member m join vault.respondent r using (respondent_key) join home h on h.id = r.home_id
     join ownership o on o.home_id = h.id and o.owner_id = r.owner_id
     where m.wave_id = $1 and h.code = 'OAK-000003'`,
    [wave],
  );
  expect(first).toMatchObject({
    since: "2021-05-01",
    region_id: homes.regions.east,
    batch: "一批",
    months: 54,
  });
  const [stored] = await rows<{ hash: Buffer; owners: number }>(
    "select hash, owners from wave_frame where wave_id = $1",
    [wave],
  );
  expect(stored?.owners).toBe(34);
  const again = await hashFrame(statementsOf(record.db), wave);
  expect(again.equals(stored?.hash ?? Buffer.alloc(0))).toBe(true);
  await unlockWave(record.db, by, wave, "再锁一次");
  await lock();
  const [relocked] = await rows<{ hash: Buffer }>("select hash from wave_frame where wave_id = $1", [wave]);
  expect(relocked?.hash.equals(again)).toBe(true);
  await unlockWave(record.db, by, wave, "台账更正");
  await rows(
    "update handover set handover_date = handover_date - 700 where home_id = (select id from home where code = 'ASH-000002')",
  );
  await lock();
  const [changed] = await rows<{ hash: Buffer }>("select hash from wave_frame where wave_id = $1", [wave]);
  expect(changed?.hash.equals(again)).toBe(false);
  await unlockWave(record.db, by, wave, "下一个测试");
});

test("who wants no surveys, was asked lately, or owns a second home stays in the frame and is left in peace", async () => {
  const owner = (code: string) =>
    `(select owner_id from ownership o join home h on h.id = o.home_id where h.code = '${code}')`;
  await rows(`update vault.owner set opted_out_at = now() where id = ${owner("ELM-000001")}`);
  await rows(
    `update ownership set owner_id = ${owner("ELM-000003")} where home_id = (select id from home where code = 'ASH-000003')`,
  );
  const other = await createWave(record.db, by, waveDraft.parse({ ...SOUND_DRAFT, kind: "signing" }));
  await rows(
    `with asked as (insert into frame_member (respondent_key, wave_id, project_id, phase) values (gen_random_uuid(), $1, $2, 'P') returning respondent_key),
       linked as (insert into vault.respondent (respondent_key, wave_id, home_id, owner_id)
         select respondent_key, $1, h.id, ${owner("ELM-000002")} from asked, home h where h.code = 'ELM-000002')
     insert into invitation (respondent_key, wave_id, token_hash, channel, created_at)
     select respondent_key, $1, sha256('x'), 'phone', '2025-08-08' from asked`,
    [other, homes.projects.elm],
  );
  await lock();
  const left = () =>
    rows<{ code: string; exclusion: string; by: string }>(
      `select h.code, m.exclusion, m.exclusion_by as by from frame_member m join vault.respondent r using (respondent_key)
       join home h on h.id = r.home_id where m.wave_id = $1 and m.exclusion is not null order by m.exclusion, h.code`,
      [wave],
    );
  const first = await left();
  expect(first.map(({ exclusion, by: who }) => [exclusion, who])).toEqual([
    ["asked_recently", "rule"],
    ["opted_out", "rule"],
    ["person_asked_once", "rule"],
  ]);
  expect(first.slice(0, 2).map(({ code }) => code)).toEqual(["ELM-000002", "ELM-000001"]);
  expect(["ELM-000003", "ASH-000003"]).toContain(first[2]?.code);
  await unlockWave(record.db, by, wave, "等到满 90 天");
  // a day earlier the contact lies more than ninety days back
  await rows("update invitation set created_at = '2025-08-06' where wave_id = $1", [other]);
  await lock();
  expect((await left()).map(({ exclusion }) => exclusion)).toEqual(["opted_out", "person_asked_once"]);
  expect((await left())[1]?.code).toBe(first[2]?.code);
  await unlockWave(record.db, by, wave, "测试完成");
  await rows("delete from wave where id = $1", [other]);
});

test("a wave by years since handover keeps their class and no batch, by the classes of the day it was fixed", async () => {
  const draft = waveDraft.parse({ ...SOUND_DRAFT, ageBy: "tenure" });
  await editWave(record.db, by, wave, draft);
  await lock();
  const kept = () =>
    rows<{ phase: string; batch: string | null; tenure: string | null; n: number }>(
      "select phase, batch, tenure, count(*)::int as n from frame_member where wave_id = $1 group by 1, 2, 3 order by 1, 3",
      [wave],
    );
  const told = await kept();
  expect(told.map(({ phase, batch, tenure }) => [phase, batch, tenure])).toEqual([
    ["O", null, "24-36m"],
    ["O", null, "36-60m"],
    ["P", null, null],
    ["R", null, "0-6m"],
    ["S", null, "6-24m"],
  ]);
  const [frame] = await rows<{ limits: number[]; hash: Buffer }>(
    "select tenure_limits as limits, hash from wave_frame where wave_id = $1",
    [wave],
  );
  expect(frame?.limits).toEqual([6, 24, 36, 60]);
  expect((await hashFrame(statementsOf(record.db), wave)).equals(frame?.hash ?? Buffer.alloc(0))).toBe(true);
  await rows(
    "insert into setting (key, version, value, changed_by) values ('tenure.years', 1, '[4]', 'test')",
  );
  expect(await rulesOfFrame(statementsOf(record.db), wave)).toMatchObject({
    tenureLimits: [6, 24, 36, 60],
  });
  await expect(editWave(record.db, by, wave, { ...draft, ageBy: "batch" })).rejects.toMatchObject({
    code: "conflict",
  });
  await expect(
    rows("update frame_member set batch = '一批' where wave_id = $1 and tenure is not null", [wave]),
  ).rejects.toThrow(/check constraint/);
  await unlockWave(record.db, by, wave, "换一种分法");
  expect(await rulesOfFrame(statementsOf(record.db), wave)).toMatchObject({ tenureLimits: [6, 24, 48] });
  await editWave(record.db, by, wave, waveDraft.parse(SOUND_DRAFT));
  await lock();
  expect((await kept()).every(({ batch, tenure }) => batch !== null && tenure === null)).toBe(true);
  await unlockWave(record.db, by, wave, "下一个测试");
});

test("a day on which nobody owned anything has no frame", async () => {
  const id = await createWave(
    record.db,
    by,
    waveDraft.parse({ ...SOUND_DRAFT, year: 2019, cutoffOn: "2019-11-01", opensOn: "2019-11-05" }),
  );
  const result = await lockWave(record.db, by, id, "2025-11-02");
  expect(!result.ok && result.problems.map(({ code }) => code)).toEqual(["frame-empty"]);
  await deleteDraft(record.db, by, id);
  expect(CUTOFF < SOUND_DRAFT.opensOn).toBe(true);
});
