import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
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
