import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { AppError } from "#server/app-error.ts";
import { DISPOSITIONS } from "#surveys/disposition.ts";
import { ANNUAL } from "#surveys/questionnaires/registry.ts";
import { insertQuestionnaire } from "#tests/analysis-record.ts";
import { type TestDatabase, testDatabase } from "#tests/database.ts";
import { migrate, migrations } from "./migrate.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.drop());

test("a second run applies nothing", async () => {
  expect(await migrate(database.url)).toEqual([]);
});

test("a failing migration leaves nothing behind and says which one it was", async () => {
  const broken = { name: "9999-broken.sql", sql: "create table half (id int); select nonsense;", hash: "x" };
  await expect(migrate(database.url, [...migrations(), broken])).rejects.toThrow(/9999-broken.*taken back/);
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  const { rows } = await client.query("select to_regclass('half') as half");
  await client.end();
  expect(rows).toEqual([{ half: null }]);
});

test("an applied migration that was edited is refused", async () => {
  const [first, ...rest] = migrations();
  if (!first) throw new Error("no migrations");
  await expect(migrate(database.url, [{ ...first, hash: "edited" }, ...rest])).rejects.toThrow(
    /changed after it was applied/,
  );
});

test("two processes migrating at once do not disturb each other", async () => {
  const extra = { name: "9998-extra.sql", sql: "create table extra (id int)", hash: "y" };
  const results = await Promise.all([1, 2, 3].map(() => migrate(database.url, [...migrations(), extra])));
  expect(results.flat()).toEqual(["9998-extra.sql"]);
});

test("a placement that overlaps another of the same unit is refused by the database", async () => {
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  try {
    await client.query("insert into org_unit (code, kind, name) values ('A', 'project', 'A')");
    const place =
      "insert into org_placement (unit_id, name, valid_from, valid_to) select id, 'A', $1, $2 from org_unit where code = 'A'";
    await client.query(place, ["2020-01-01", "2020-12-31"]);
    await client.query(place, ["2021-01-01", null]);
    await expect(client.query(place, ["2020-12-31", null])).rejects.toThrow(/conflicting key value/);
  } finally {
    await client.end();
  }
});

test("mistakes in the shape of the record are refused by the database", async () => {
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  try {
    await client.query(`insert into org_unit (code, kind, name) values
      ('R1', 'region', 'R1'), ('R2', 'region', 'R2'), ('P1', 'project', 'P1')`);
    const place = (code: string, parent: string | null, from: string, to: string | null) =>
      client.query(
        `insert into org_placement (unit_id, parent_id, name, valid_from, valid_to)
         select u.id, (select id from org_unit where code = $2), 'x', $3, $4 from org_unit u where code = $1`,
        [code, parent, from, to],
      );
    await place("R1", "R2", "2020-01-01", "2020-12-31");
    await place("R2", "R1", "2021-01-01", null);
    await expect(place("R1", "R2", "2022-01-01", null)).rejects.toThrow(/below itself/);

    const home =
      "insert into home (code, project_id, building, room) select 'H', id, '1', '1' from org_unit where code = $1";
    await expect(client.query(home, ["R1"])).rejects.toThrow(/belongs to a project/);
    await client.query(home, ["P1"]);
    await expect(client.query("update org_unit set kind = 'region' where code = 'P1'")).rejects.toThrow(
      /stays a project/,
    );
  } finally {
    await client.end();
  }
});

test("a frame names projects and regions, for good", async () => {
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  try {
    await client.query("begin");
    await client.query(
      `insert into org_unit (code, kind, name) values ('FR', 'region', 'FR'), ('FP', 'project', 'FP')`,
    );
    await insertQuestionnaire(client, ANNUAL.questionnaire);
    await client.query(`insert into wave (kind, year, name, questionnaire_id, questionnaire_version, cutoff_on, opens_on, closes_on, state)
      values ('annual', 2031, 'wave', 'annual', 1, '2031-11-30', '2031-12-01', '2031-12-31', 'draft')`);
    const member = `insert into frame_member (respondent_key, wave_id, project_id, region_id, phase)
      select gen_random_uuid(), w.id, p.id, r.id, 'S' from wave w, org_unit p, org_unit r
      where w.year = 2031 and p.code = $1 and r.code = $2`;
    const refused = async (text: string, values: readonly string[], reason: RegExp) => {
      await client.query("savepoint before");
      await expect(client.query(text, [...values])).rejects.toThrow(reason);
      await client.query("rollback to before");
    };
    await refused(member, ["FR", "FR"], /names a project and its region/);
    await refused(member, ["FP", "FP"], /names a project and its region/);
    await client.query(member, ["FP", "FR"]);
    await refused("update frame_member set project_id = region_id", [], /fixed with its frame/);
    await refused("update org_unit set kind = 'call_centre' where code = $1", ["FR"], /named by frames/);
  } finally {
    await client.query("rollback");
    await client.end();
  }
});

test("contacts end in the ways the vocabulary knows, no more and no fewer", async () => {
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  const { rows } = await client.query<{ rule: string }>(
    "select pg_get_constraintdef(oid) as rule from pg_constraint where conname = 'attempt_disposition_check'",
  );
  await client.end();
  const known = [...(rows[0]?.rule ?? "").matchAll(/'([a-z_]+)'/g)].map(([, word]) => word);
  expect(known.toSorted()).toEqual(DISPOSITIONS.toSorted());
});

test("a database that may not be written to is told in a sentence", async () => {
  const url = new URL(database.url);
  url.searchParams.set("options", "-c default_transaction_read_only=on");
  const fresh = { name: "9997-more.sql", sql: "create table more (id int)", hash: "z" };
  await expect(migrate(url.href, [...migrations(), fresh])).rejects.toThrow(AppError);
});
