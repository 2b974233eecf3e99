import { afterAll, beforeAll, expect, test } from "vitest";
import { type OpenRecord, openRecord } from "#server/database/connection.ts";
import { statementsOf } from "#server/database/statements.ts";
import { hashData } from "#server/waves/close/hash-data.ts";
import type { AskedAnswer } from "#server/waves/quality/find-patterns.ts";
import { outOfHours } from "#server/waves/quality/out-of-hours.ts";
import { readDaySpans, USUAL_CONTACT_HOURS } from "#surveys/contact-hours.ts";
import { testDatabase } from "#tests/database.ts";
import { createDemoInterviewers } from "./demo/demo-interviewers.ts";
import { createDemoLinks } from "./demo/demo-links.ts";
import { seedDatabase } from "./seed-database.ts";

const database = await testDatabase();
let record: OpenRecord;

beforeAll(async () => {
  record = openRecord(database.url);
  await seedDatabase(record, { owners: 1_500, seed: 7, asOf: "2026-11-26", reset: false }, () => undefined);
}, 120_000);
afterAll(async () => {
  await record.close();
  await database.drop();
});

const FIELD = "w.kind = 'annual' and w.state = 'field'";
const count = async (text: string): Promise<number> => {
  const [row] = await statementsOf(record.db)<{ n: number }>(text);
  return row?.n ?? Number.NaN;
};

test("everybody of the wave in the field was invited before they answered, and nobody afterwards", async () => {
  const asked = await count(
    `select count(*) as n from frame_member m join wave w on w.id = m.wave_id where ${FIELD} and m.sampled and m.exclusion is null`,
  );
  const invited = await count(
    `select count(distinct i.respondent_key) as n from invitation i join wave w on w.id = i.wave_id where ${FIELD}`,
  );
  expect(asked).toBeGreaterThan(500);
  expect(invited).toBe(asked);
  expect(
    await count(
      `select count(*) as n from invitation i join wave w on w.id = i.wave_id join response r using (respondent_key)
       where ${FIELD} and i.created_at >= r.submitted_at`,
    ),
  ).toBe(0);
  expect(
    await count(
      `select count(*) as n from mailing g join wave w on w.id = g.wave_id
       where ${FIELD} and g.written <> (select count(*) from invitation i where i.mailing_id = g.id)`,
    ),
  ).toBe(0);
});

test("whoever declined has that outcome and no answer, and no home was contacted more than three times", async () => {
  expect(
    await count(
      `select count(*) as n from attempt a join wave w on w.id = a.wave_id join frame_member m using (respondent_key)
       where ${FIELD} and a.disposition = 'refused' and m.disposition is distinct from 'R'`,
    ),
  ).toBe(0);
  expect(
    await count(
      `select count(*) as n from (
         select m.respondent_key from frame_member m join wave w on w.id = m.wave_id where ${FIELD}
           and (select count(*) from invitation i where i.respondent_key = m.respondent_key)
             + (select count(*) from attempt a where a.respondent_key = m.respondent_key and a.disposition <> 'completed') > 3) x`,
    ),
  ).toBe(0);
});

test("the demo's links open homes that have neither answered nor declined", async () => {
  const links = await createDemoLinks(record.db);
  expect(links.length).toBeGreaterThan(0);
  expect(new Set(links.map(({ path }) => path)).size).toBe(links.length);
  expect(
    await count(
      "select count(*) as n from invitation i join frame_member m using (respondent_key) where i.channel = 'demo' and m.disposition is not null",
    ),
  ).toBe(0);
});

test("the demo's interviewers have asked what was asked, at hours owners may be called", async () => {
  await createDemoInterviewers(record.db);
  const asked = `from response r join wave w on w.id = r.wave_id where ${FIELD} and r.mode <> 'web'`;
  expect(await count(`select count(*) as n ${asked}`)).toBeGreaterThan(20);
  expect(await count(`select count(*) as n ${asked} and r.interviewer is null`)).toBe(0);
  const run = statementsOf(record.db);
  const told = await run<{ mode: string; facts: { interviews: number; contacts: number; unseen: number } }>(
    "select mode, facts from interviewer_quality",
  );
  expect(told.reduce((sum, { facts }) => sum + facts.interviews, 0)).toBe(
    await count(`select count(*) as n ${asked} and not ('break-off' = any(r.quality_reasons))`),
  );
  expect(told.some(({ facts }) => facts.unseen > 0)).toBe(true);
  expect(told.every(({ facts }) => facts.unseen <= facts.contacts)).toBe(true);
  const interviews = await run<AskedAnswer>(
    `select r.id, extract(epoch from r.submitted_at)::float8 as "endedAt", r.duration_s as seconds ${asked}`,
  );
  const hours = { hours: readDaySpans(USUAL_CONTACT_HOURS) ?? [], holidays: [] };
  expect((await outOfHours(run, interviews, hours)).length).toBe(0);
});

test("published year-end waves are closed over data that still have their hash, and the one in the field is drawn", async () => {
  const run = statementsOf(record.db);
  const waves = await run<{
    id: number;
    state: string;
    hash: Buffer | null;
    drawn: number;
    owners: number;
    lines: unknown;
  }>(
    `select w.id, w.state, c.data_hash as hash, s.drawn, s.owners, c.reconciliation -> 'lines' as lines
     from wave w join wave_sample s on s.wave_id = w.id join wave_frame f on f.wave_id = w.id and f.hash = s.frame_hash
     left join wave_close c on c.wave_id = w.id and c.frame_hash = f.hash where w.kind = 'annual' order by w.year`,
  );
  expect(waves.map(({ state, hash }) => [state, hash !== null])).toEqual([
    ["published", true],
    ["published", true],
    ["field", false],
  ]);
  for (const { id, hash, drawn, owners, lines } of waves) {
    expect(drawn).toBe(owners);
    if (hash === null) continue;
    expect((await hashData(run, id)).equals(hash)).toBe(true);
    expect(lines).toEqual(Array(4).fill(expect.objectContaining({ holds: true })));
  }
  const kept = await run<{ year: number; numbers: number }>(
    `select w.year, count(*)::int as numbers from wave w join publication p on p.wave_id = w.id
     join published_reading r on r.publication_id = p.id group by 1 order by 1`,
  );
  expect(kept.map(({ year }) => year)).toEqual([2024, 2025]);
  expect(kept.every(({ numbers }) => numbers > 1_000)).toBe(true);
  expect(await count("select count(*) as n from project_quality where grade is not null")).toBeGreaterThan(
    20,
  );
});
