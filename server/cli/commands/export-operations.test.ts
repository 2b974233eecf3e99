import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { afterAll, beforeAll, expect, test } from "vitest";
import { operationsView } from "#server/operations/operations-view.ts";
import { commandScope } from "#server/scope/scope.ts";
import { callIn } from "#tests/hotline-calls.ts";
import { ov } from "#tests/ov.ts";
import { type House, openHouse } from "#tests/security/house.ts";
import { type SmallWaves, writeSmallWaves } from "#tests/security/small-wave.ts";

/** Repairs of a project in the year that is asked about and again of late; A3 has too few of them. */
const REPAIRS = { A1: 40, A2: 31, A3: 3, B1: 22, B2: 18 } as const;
const UNITS = 8;
const MEASURES = 9;
const QUARTERS_AND_MONTHS = 12 + 24;
const FIGURES = ["value", "low", "high", "n", "state"] as const;

let house: House;
let waves: SmallWaves;
let folder: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "ownervoice-cli-"));
  house = await openHouse();
  waves = await writeSmallWaves(house);
  for (const [project, repairs] of Object.entries(REPAIRS))
    await house.record.pool.query(
      `insert into repair_order (project_id, order_no, reported_at, closed_at, status, reopened, on_time)
       select $1, span || '-' || place, day, day + make_interval(days => 1 + place % 4), 'closed',
         (place % 5 = 0)::int, place % 3 > 0
       from (values ('wave', timestamptz '2025-06-15T02:00:00Z'), ('late', now() - interval '40 days')) as t (span, day),
         generate_series(1, $2::int) as place`,
      [house.unit(project), repairs],
    );
  await house.record.pool.query(
    `insert into complaint (project_id, complaint_no, submitted_at, reply_due_at, first_reply_at, solved, status)
     select $1, 'c' || place, '2025-08-01T02:00:00Z', '2025-08-05T02:00:00Z', make_date(2025, 8, place)::timestamptz,
       place % 2 = 0, 'closed'
     from generate_series(1, 9) as place`,
    [house.unit("B1")],
  );
  await callIn(
    house,
    Object.entries(REPAIRS).flatMap(([project, repairs]) =>
      Array.from({ length: repairs }, (_, at) => ({
        project,
        at: `2025-0${1 + (at % 9)}-11T10:00:00`,
        seconds: 8 + (at % 20),
        answered: at % 5 > 0,
        ...(at % 4 > 0 && { home: `${at % 9}` }),
      })),
    ),
  );
});
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await house.close();
});

function run(...words: string[]) {
  return ov(["export", "operations", ...words], { DATABASE_URL: house.record.url, DATA_DIR: folder });
}

type Row = Readonly<Record<string, string>>;

/** The rows of a file none of whose cells holds a comma. */
function rowsOf(path: string): readonly Row[] {
  const [head = [], ...lines] = readFileSync(path, "utf8")
    .slice(1)
    .trim()
    .split(/\r?\n/)
    .map((line) => line.split(","));
  return lines.map((line) => Object.fromEntries(head.map((name, at) => [name, line[at] ?? ""])));
}

/** The figure of a row as the view has it. */
function figureIn(row: Row | undefined) {
  return FIGURES.map((name) => {
    if (name === "state") return row?.state;
    return row?.[name] === "" ? null : Number(row?.[name]);
  });
}

test("the file holds the figures of the screen, and says why it withholds one", async () => {
  const path = join(folder, "operations.csv");
  const { code, out, err } = await run("--wave", "2025", "--out", path, "--json");
  expect([code, err]).toEqual([0, ""]);
  expect(readFileSync(path, "utf8").startsWith("\uFEFFwave,unit_code,")).toBe(true);
  const rows = rowsOf(path);
  expect(rows).toHaveLength(UNITS * MEASURES * (1 + QUARTERS_AND_MONTHS));
  expect(JSON.parse(out)).toEqual({ what: "operations", path, rows: rows.length });
  const found = (unit: string, measure: string, length: string, from = "2024-12-01") =>
    rows.find(
      (row) =>
        row.unit_code === unit &&
        row.measure === measure &&
        row.period_length === length &&
        row.from === from,
    );

  expect(found("RA", "repairs-on-time", "year")).toMatchObject({
    wave: "2025",
    unit_name: "甲区域",
    unit_kind: "region",
    measure_zh: "按时修好",
    measure_en: "Repairs on time",
    period: "2025",
    to: "2025-11-30",
    value_unit: "percent",
    n: "74",
    state: "shown",
    suppressed: "false",
    reason_zh: "",
    direction: "more-is-better",
  });
  expect(found("RA", "calls-median-wait", "year")).toMatchObject({
    measure_zh: "热线等候",
    value_unit: "seconds",
    n: "58",
    state: "shown",
    direction: "less-is-better",
  });
  expect(found("A3", "repairs-reopened", "year")).toMatchObject({
    state: "few",
    suppressed: "true",
    reason_zh: "记录不足 5 条",
    reason_en: "fewer than 5 records",
  });
  const beside = ["A1", "A2"].map((unit) => found(unit, "repairs-reopened", "year"));
  expect(beside.find((row) => row?.state === "hidden")).toMatchObject({
    suppressed: "true",
    reason_en: "showing it would tell of too few records elsewhere",
  });
  for (const row of rows) {
    expect([row.state === "shown", row.reason_en === ""]).toEqual(
      row.value === "" ? [false, false] : [true, true],
    );
    if (row.state !== "shown") expect([row.low, row.high, row.n]).toEqual(["", "", ""]);
  }

  const sources = { db: house.record.db, analysis: await house.analysis };
  const scope = await commandScope(sources.db, String(rows[0]?.as_of));
  let shown = 0;
  for (const code of ["RA", "B1"])
    for (const by of ["quarter", "month"] as const) {
      const asked = { unit: house.unit(code), wave: waves.now, by };
      const view = await operationsView(sources, scope, asked, new Date());
      const series = view.beside.flatMap(({ measures }) => measures);
      expect(new Set(series.map(({ key }) => key)).size).toBe(MEASURES);
      for (const { key, year, points } of series) {
        expect(figureIn(found(code, key, "year"))).toEqual(FIGURES.map((name) => year[name]));
        for (const point of points) {
          expect(figureIn(found(code, key, by, point.from))).toEqual(FIGURES.map((name) => point[name]));
          if (point.state === "shown") shown += 1;
        }
      }
      for (const { unit, figures } of view.parts)
        for (const [key, figure] of Object.entries(figures))
          expect(figureIn(found(unit.code, key, "year"))).toEqual(FIGURES.map((name) => figure[name]));
    }
  expect(shown).toBeGreaterThan(0);
});

test("all waves together have the years of each and the quarters and months once, and the log knows", async () => {
  const path = join(folder, "operations.parquet");
  expect(await run("--out", path)).toMatchObject({ code: 0, err: "" });
  const entry = await house.record.db
    .selectFrom("audit_log")
    .select(["action", "actor_id", "subject", "detail"])
    .orderBy("id", "desc")
    .limit(1)
    .executeTakeFirst();
  expect(entry).toEqual({
    action: "export.made",
    actor_id: null,
    subject: "export:operations",
    detail: { format: "parquet", rows: UNITS * MEASURES * (2 + QUARTERS_AND_MONTHS), by: "command" },
  });
  const instance = await DuckDBInstance.create(":memory:");
  const connection = await instance.connect();
  const years = await connection.runAndReadAll(
    `select wave::int, count(*)::int, typeof(any_value(value)), typeof(any_value("from"))
     from '${path}' where period_length = 'year' group by wave order by wave`,
  );
  connection.closeSync();
  instance.closeSync();
  expect(years.getRows()).toEqual([
    [2024, UNITS * MEASURES, "DOUBLE", "DATE"],
    [2025, UNITS * MEASURES, "DOUBLE", "DATE"],
  ]);
});

test("a year without answers is refused by name, and leaves no file", async () => {
  const path = join(folder, "none.csv");
  const { code, err } = await run("--wave", "1999", "--out", path, "--json");
  expect(code).toBe(1);
  expect(JSON.parse(err).error).toMatchObject({
    code: "not_found",
    message: expect.stringMatching(/of 1999/),
  });
  expect(existsSync(path)).toBe(false);
});
