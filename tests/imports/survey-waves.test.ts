import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type OpenRecord, openRecord } from "#server/database/connection.ts";
import { importFile } from "#server/imports/import-file.ts";
import type { ImportReport } from "#server/imports/import-report.ts";
import type { SourceName } from "#server/imports/run/import-run.ts";
import { identitySeal } from "#server/vault/identity-seal.ts";
import { CODE } from "#surveys/code-book.ts";
import { ANNUAL } from "#surveys/questionnaires/registry.ts";
import { type TestDatabase, testDatabase } from "../database.ts";
import { sharedMissing } from "../shared.ts";
import {
  dataPath,
  expectedCounts,
  expectedRows,
  expectedWarnings,
  reportedRows,
  reportedWarnings,
  truthOf,
  truthTable,
} from "./truth.ts";

const FILES = { 2024: "满意度调查_2024年度.xlsx", 2025: "满意度调查_2025年度.csv" } as const;
type Year = keyof typeof FILES;
const YEARS: readonly Year[] = [2024, 2025];
const missing = sharedMissing("data/truth.json");
const seal = identitySeal(() => Buffer.alloc(32, 7));

let database: TestDatabase;
let record: OpenRecord;
let dataDir: string;
const reports = {} as Record<Year, ImportReport>;

async function run(source: SourceName, file: string): Promise<ImportReport> {
  return importFile(record, { source, path: dataPath(file) }, { dataDir, asOf: "2026-11-15", seal });
}

/** An answer as the canonical files write it: the score, NA, or nothing. */
function canonical(item: string, code: number): string {
  if (code === CODE.notApplicable) return "NA";
  const entry = ANNUAL.codeBook.find((known) => known.item === item);
  return code === CODE.none || code > 11 || !entry ? "" : String(code - 1 + entry.lowest);
}

/** Accepted or excluded answers of a wave by home, as the canonical files have them. */
async function answersOf(
  year: Year,
  quality: "ok" | "excluded",
): Promise<ReadonlyMap<string, Record<string, string>>> {
  const { rows } = await record.pool.query(
    `select h.code, r.mode, r.phase, u.name as project, region.name as region, r.codes, r.duration_s, r.consent_followup, r.id, r.choices, r.quality_reasons,
       to_char(r.submitted_at at time zone 'Asia/Shanghai', 'YYYY-MM-DD"T"HH24:MI:SS') as submitted
     from response r join wave w on w.id = r.wave_id join vault.respondent v using (respondent_key) join home h on h.id = v.home_id
     join frame_member f using (respondent_key) join org_unit u on u.id = f.project_id join org_unit region on region.id = f.region_id
     where w.year = $1 and r.quality = $2 order by h.code`,
    [year, quality],
  );
  return new Map(
    rows.map((row) => [
      row.code,
      {
        ...Object.fromEntries(ANNUAL.codeBook.map(({ item }, at) => [item, canonical(item, row.codes[at])])),
        ...row,
      },
    ]),
  );
}

describe.skipIf(missing !== false)(
  `survey waves of the shared data${missing ? ` (skipped: ${missing})` : ""}`,
  () => {
    beforeAll(async () => {
      database = await testDatabase();
      record = openRecord(database.url);
      dataDir = mkdtempSync(join(tmpdir(), "imports-"));
      await run("org", "org.csv");
      await run("ledger", "业主台账.xlsx");
      await run("signings", "签约台账.csv");
      for (const year of YEARS) reports[year] = await run("responses", FILES[year]);
    });
    afterAll(async () => {
      await record?.close();
      await database?.drop();
      rmSync(dataDir, { recursive: true, force: true });
    });

    it.each(YEARS)("gives every row of %i the disposition, code and column of the truth", (year) => {
      const expected = truthOf(FILES[year]);
      expect(reportedRows(reports[year])).toEqual(expectedRows(expected));
      expect(reports[year].counts).toEqual(expectedCounts(expected));
      expect(reports[year].rows).toBe(expected.rows_in_file);
    });

    it.each(YEARS)("warns of what the truth warns of in %i", (year) => {
      expect(reportedWarnings(reports[year])).toEqual(expectedWarnings(truthOf(FILES[year])));
    });

    it.each(YEARS)("has the accepted answers of %i", async (year) => {
      const respondents = new Map(
        truthTable(`truth/respondents-${year}.csv`).map((row) => [row.respondent_id, row]),
      );
      const found = await answersOf(year, "ok");
      const expected = truthTable(`answers-clean-${year}.csv`);
      expect(found.size).toBe(expected.length);
      for (const row of expected) {
        const respondent = respondents.get(row.respondent_id) ?? {};
        const stored = found.get(respondent.home_code ?? "") ?? {};
        const { respondent_id, ...answers } = row;
        expect({
          respondent_id,
          ...Object.fromEntries(Object.keys(answers).map((key) => [key, stored[key]])),
        }).toEqual(row);
        expect([stored.submitted, stored.duration_s, stored.consent_followup]).toEqual([
          respondent.submit_time,
          Number(respondent.duration_s),
          respondent.consent === "1",
        ]);
      }
    });

    it.each(YEARS)("keeps the excluded answers of %i apart, with their reason", async (year) => {
      const respondents = new Map(
        truthTable(`truth/respondents-${year}.csv`).map((row) => [row.respondent_id, row]),
      );
      const found = await answersOf(year, "excluded");
      const expected = truthTable(`truth/answers-excluded-${year}.csv`);
      expect(found.size).toBe(expected.length);
      for (const { reason, respondent_id, ...answers } of expected) {
        const stored = found.get(respondents.get(respondent_id)?.home_code ?? "") ?? {};
        expect(stored.quality_reasons).toEqual([reason]);
        expect(Object.fromEntries(Object.keys(answers).map((key) => [key, stored[key]]))).toEqual(answers);
      }
    });

    it.each(YEARS)(
      "keeps refusals, don't-knows and unreadable answers of %i apart from blanks",
      async (year) => {
        const names = {
          NA: CODE.notApplicable,
          REF: CODE.refused,
          DK: CODE.dontKnow,
          INVALID: CODE.invalid,
        } as const;
        const respondents = new Map(
          truthTable(`truth/respondents-${year}.csv`).map((row) => [row.respondent_id, row]),
        );
        const found = new Map(
          [...(await answersOf(year, "ok"))].map(([home, row]) => [home, row.codes as unknown as Buffer]),
        );
        const expected = truthTable(`truth/missing-codes-${year}.csv`);
        let compared = 0;
        for (const { respondent_id, item, code } of expected) {
          const codes = found.get(respondents.get(respondent_id)?.home_code ?? "");
          const place = ANNUAL.codeBook.findIndex((entry) => entry.item === item);
          if (!codes || place < 0) continue;
          expect([respondent_id, item, codes[place]]).toEqual([
            respondent_id,
            item,
            code === "BLANK" ? CODE.none : names[code as keyof typeof names],
          ]);
          compared++;
        }
        expect(compared).toBeGreaterThan(400);
      },
    );

    it.each(YEARS)("has the chosen options of %i", async (year) => {
      const respondents = new Map(
        truthTable(`truth/respondents-${year}.csv`).map((row) => [row.respondent_id, row]),
      );
      const label = new Map(
        ANNUAL.questionnaire.questions.flatMap(({ code, options }) =>
          (options ?? []).map(({ value, label }) => [`${code}/${value}`, label.zh]),
        ),
      );
      const found = [...(await answersOf(year, "ok"))].flatMap(([home, { choices }]) =>
        Object.entries(choices as unknown as Record<string, string[]>).flatMap(([item, values]) =>
          values.map((value) => `${home}|${item}|${label.get(`${item}/${value}`)}`),
        ),
      );
      const expected = truthTable(`truth/multichoice-${year}.csv`).flatMap(
        ({ respondent_id, item, option }) => {
          const respondent = respondents.get(respondent_id);
          return respondent?.disposition === "accept" ? [`${respondent.home_code}|${item}|${option}`] : [];
        },
      );
      expect(found.toSorted()).toEqual(expected.toSorted());
    });

    it.each(YEARS)("keeps the words of %i, and hides what names somebody", async (year) => {
      const lines = readFileSync(dataPath(`truth/opentext-${year}.jsonl`), "utf8")
        .trim()
        .split("\n");
      const expected = lines.map(
        (line) =>
          JSON.parse(line) as {
            respondent_id: string;
            text: string;
            personal_data: { type: string; value: string }[];
          },
      );
      const respondents = new Map(
        truthTable(`truth/respondents-${year}.csv`).map((row) => [row.respondent_id, row]),
      );
      const { rows } = await record.pool.query<{ code: string; raw: string; masked: string }>(
        `select h.code, a.raw, a.masked from open_answer a join response r on r.id = a.response_id join wave w on w.id = r.wave_id
       join vault.respondent v using (respondent_key) join home h on h.id = v.home_id where w.year = $1 and r.quality = 'ok' order by h.code`,
        [year],
      );
      const found = new Map(rows.map((row) => [row.code, row]));
      const stored = expected.filter(
        ({ respondent_id }) => respondents.get(respondent_id)?.disposition === "accept",
      );
      expect(found.size).toBe(stored.length);
      for (const { respondent_id, text, personal_data } of stored) {
        const answer = found.get(respondents.get(respondent_id)?.home_code ?? "");
        expect(answer?.raw).toBe(text);
        for (const { type, value } of personal_data)
          if (type !== "name") expect(answer?.masked).not.toContain(value);
      }
    });

    it("has the population of every wave, project and phase at the cut-off day", async () => {
      const { rows } = await record.pool.query(
        `select w.year::text as wave, w.cutoff_on as cutoff, region.name as region, u.code as project_code, u.name as project, f.phase,
         count(*)::text as owners, count(distinct v.owner_id)::text as distinct_persons
       from frame_member f join wave w on w.id = f.wave_id join org_unit u on u.id = f.project_id join org_unit region on region.id = f.region_id
       join vault.respondent v using (respondent_key) group by 1, 2, 3, 4, 5, 6`,
      );
      const key = (row: Record<string, string>) => `${row.wave}/${row.project_code}/${row.phase}`;
      const byKey = (a: Record<string, string>, b: Record<string, string>) => (key(a) < key(b) ? -1 : 1);
      expect(rows.toSorted(byKey)).toEqual([...truthTable("population.csv")].toSorted(byKey));
    });

    it("notes the items a wave did not ask or asked in other words", async () => {
      const { rows } = await record.pool.query("select year, item_versions from wave order by year");
      expect(rows.map(({ item_versions }) => Object.keys(item_versions).toSorted())).toEqual([
        ["Y29", "Y38", "Y43"],
        ["Y23", "Y38"],
      ]);
      expect(rows[0].item_versions.Y43).toBe(null);
      expect(rows[0].item_versions.Y38).not.toBe(rows[1].item_versions.Y38);
    });

    it("leaves no name, phone, identity number or address of the files in clear anywhere but in the owners' own words", async () => {
      const ledger = truthTable("truth/ledger.csv");
      const secrets = new Set([
        ...ledger.flatMap(({ phones }) => (phones ?? "").split("|")),
        ...ledger.flatMap(({ owner_names }) =>
          (owner_names ?? "").split("|").filter((name) => name.length > 2),
        ),
      ]);
      secrets.delete("");
      const { rows: tables } = await record.pool.query<{ name: string }>(
        `select format('%I.%I', table_schema, table_name) as name from information_schema.tables
         where table_schema in ('public', 'vault') and table_type = 'BASE TABLE' and table_name <> 'open_answer'`,
      );
      let all = JSON.stringify(reports);
      for (const { name } of tables) {
        const { rows } = await record.pool.query<{ text: string | null }>(
          `select string_agg(t::text, ' ') as text from ${name} t`,
        );
        all += rows[0]?.text ?? "";
      }
      expect((all.match(/(?<!\d)1\d{10}(?!\d)/g) ?? []).filter((number) => secrets.has(number))).toEqual([]);
      expect(
        [...secrets].filter((secret) => /^\p{Script=Han}+$/u.test(secret) && all.includes(secret)),
      ).toEqual([]);
      expect(all).not.toMatch(/(?<!\d)99\d{4}(?:19|20)\d{2}[01]\d[0-3]\d\d{3}[\dX]/);
      expect(all).not.toMatch(/(?:192\.0\.2|198\.51\.100|203\.0\.113)\.\d+/);
    });

    it("stores no phone, and addresses as keyed hashes only", async () => {
      expect(reports[2025].dropped_columns.map(({ header }) => header)).toEqual(["家庭常住人口"]);
      const { rows } = await record.pool.query(
        "select network_hash from response where network_hash is not null limit 1",
      );
      expect(rows[0].network_hash).toHaveLength(32);
      for (const year of YEARS)
        for (const { column, value, code } of reports[year].rows_not_accepted)
          if (code === "AMBIGUOUS_MATCH")
            expect([column, value]).toEqual([column, expect.not.stringMatching(/\d{6}/)]);
    });
  },
);
