import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type OpenRecord, openRecord } from "#server/database/connection.ts";
import { importFile } from "#server/imports/import-file.ts";
import type { ImportReport } from "#server/imports/import-report.ts";
import type { SourceName } from "#server/imports/run/import-run.ts";
import { identitySeal } from "#server/vault/identity-seal.ts";
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

const LEDGER = "业主台账.xlsx";
const SIGNINGS = "签约台账.csv";
const missing = sharedMissing("data/truth.json");
const seal = identitySeal(() => Buffer.alloc(32, 7));

let database: TestDatabase;
let record: OpenRecord;
let dataDir: string;
const reports: Partial<Record<string, ImportReport>> = {};

async function run(source: SourceName, file: string): Promise<ImportReport> {
  return importFile(record, { source, path: dataPath(file) }, { dataDir, asOf: "2026-11-15", seal });
}

function sealed(hex: unknown): string {
  return typeof hex === "string" ? seal.open(Buffer.from(hex, "hex")) : "";
}

describe.skipIf(missing !== false)(
  `organisation and ledger of the shared data${missing ? ` (skipped: ${missing})` : ""}`,
  () => {
    beforeAll(async () => {
      database = await testDatabase();
      record = openRecord(database.url);
      dataDir = mkdtempSync(join(tmpdir(), "imports-"));
      reports.org = await run("org", "org.csv");
      reports[LEDGER] = await run("ledger", LEDGER);
    });
    afterAll(async () => {
      await record?.close();
      await database?.drop();
      rmSync(dataDir, { recursive: true, force: true });
    });

    it("gives the organisation rows the dispositions of the truth", () => {
      const [report, expected] = [reports.org as ImportReport, truthOf("org.csv")];
      expect(reportedRows(report)).toEqual(expectedRows(expected));
      expect(report.counts).toEqual(expectedCounts(expected));
      expect(report.rows).toBe(expected.rows_in_file);
      expect(report.warnings).toEqual([]);
    });

    it("has the placements and aliases of truth/org.csv", async () => {
      const { rows } = await record.pool.query(
        `select u.code, p.valid_from, coalesce(p.valid_to::text, '') as valid_to, p.name, u.kind as type, coalesce(parent.code, '') as parent,
         (select string_agg(alias, '|' order by alias) from org_alias a where a.unit_id = u.id) as aliases
       from org_placement p join org_unit u on u.id = p.unit_id left join org_unit parent on parent.id = p.parent_id
       order by u.code, p.valid_from`,
      );
      const split = (text: string | null) => (text ?? "").split("|").filter(Boolean).toSorted();
      const byAliases = (row: Record<string, string>) => ({ ...row, aliases: split(row.aliases ?? "") });
      expect(rows.map(byAliases)).toEqual(truthTable("truth/org.csv").map(byAliases));
    });

    it("gives every ledger row the disposition, code and column of the truth", () => {
      const [report, expected] = [reports[LEDGER] as ImportReport, truthOf(LEDGER)];
      expect(reportedRows(report)).toEqual(expectedRows(expected));
      expect(report.counts).toEqual(expectedCounts(expected));
      expect(report.rows).toBe(expected.rows_in_file);
    });

    it("warns of what the truth warns of in the ledger", () => {
      expect(reportedWarnings(reports[LEDGER] as ImportReport)).toEqual(expectedWarnings(truthOf(LEDGER)));
    });

    it("drops the identity numbers and reports the sheets it left out", () => {
      const report = reports[LEDGER] as ImportReport;
      expect(report.dropped_columns.map(({ header }) => header)).toEqual(["业主信息 / 身份证号码"]);
      expect(report.sheets.map(({ name, code }) => [name, code])).toEqual([
        ["业主台账", undefined],
        ["填表说明", "NOT_A_TABLE"],
        ["Sheet3", "EMPTY_SHEET"],
      ]);
    });

    it("has the canonical values of truth/ledger.csv", async () => {
      const { rows } = await record.pool.query(
        `select h.code as home_code, u.code as project_code, h.stage, h.building, h.unit, h.floor, h.room, h.product_type, h.fit_out, h.area_built, h.area_inner,
         h.layout, c.contract_no, coalesce(c.status, 'unsold') as contract_status, c.subscribe_date, c.sign_date, c.price, c.pay_method,
         d.contract_date, d.handover_date, o.moved_in, o.renovating, o.use, o.move_in_date, h.presale_no, h.survey_no,
         (select json_agg(encode(v.name_sealed, 'hex') order by s.position) from ownership s join vault.owner v on v.id = s.owner_id where s.home_id = h.id) as names,
         (select json_agg(encode(p.sealed, 'hex') order by s.position, p.position) from ownership s join vault.phone p on p.owner_id = s.owner_id where s.home_id = h.id) as phones
       from home h join org_unit u on u.id = h.project_id left join contract c on c.home_id = h.id and c.is_current
       left join handover d on d.home_id = h.id left join occupancy o on o.home_id = h.id order by h.code collate "C"`,
      );
      const text = (value: unknown) => (value === null || value === undefined ? "" : String(value));
      const flag = (value: boolean | null) => (value === null ? "" : value ? "1" : "0");
      const fixed = (value: number | null) => (value === null ? "" : value.toFixed(2));
      const found = rows.map((row) => ({
        home_code: row.home_code,
        project_code: row.project_code,
        stage: text(row.stage),
        building: row.building,
        unit: row.unit,
        floor: text(row.floor),
        room: row.room,
        product_type: text(row.product_type),
        fit_out: text(row.fit_out),
        area_built: fixed(row.area_built),
        area_inner: fixed(row.area_inner),
        layout: text(row.layout),
        owner_names: (row.names ?? []).map(sealed).join("|"),
        contract_no: text(row.contract_no),
        contract_status: row.contract_status,
        subscribe_date: text(row.subscribe_date),
        sign_date: text(row.sign_date),
        price: fixed(row.price),
        pay_method: text(row.pay_method),
        contract_handover_date: text(row.contract_date),
        actual_handover_date: text(row.handover_date),
        moved_in: flag(row.moved_in),
        renovating: flag(row.renovating),
        use: text(row.use),
        move_in_date: text(row.move_in_date),
        presale_no: text(row.presale_no),
        survey_no: text(row.survey_no),
      }));
      const expected = truthTable("truth/ledger.csv");
      expect(found).toEqual(expected.map(({ region: _, project: __, phones: ___, ...rest }) => rest));
      // somebody with several homes has the phones of all of them
      for (const [index, row] of rows.entries()) {
        const phones = new Set((row.phones ?? []).map(sealed));
        for (const phone of (expected[index]?.phones ?? "").split("|").filter(Boolean))
          expect(phones).toContain(phone);
      }
    });

    it("then takes the signings, on the homes the ledger knows", async () => {
      const [report, expected] = [await run("signings", SIGNINGS), truthOf(SIGNINGS)];
      expect(reportedRows(report)).toEqual(expectedRows(expected));
      expect(report.counts).toEqual(expectedCounts(expected));
      expect(reportedWarnings(report)).toEqual(expectedWarnings(expected));
      const { rows } = await record.pool.query(
        `select h.code as home_code, coalesce(c.contract_no, '') as contract_no, coalesce(c.subscribe_date::text, '') as subscribe_date,
           coalesce(c.sign_date::text, '') as sign_date, c.price::numeric(14, 2)::text as price, c.pay_method, c.status as contract_status,
           (select json_agg(encode(v.name_sealed, 'hex') order by s.position) from ownership s join vault.owner v on v.id = s.owner_id where s.home_id = h.id) as names,
           (select json_agg(encode(p.sealed, 'hex')) from ownership s join vault.phone p on p.owner_id = s.owner_id where s.home_id = h.id) as phones
         from home h join contract c on c.home_id = h.id where h.code = any($1) order by h.code collate "C"`,
        [truthTable("truth/signings.csv").map(({ home_code }) => home_code)],
      );
      expect(
        rows.map(({ names, phones: _, ...row }) => ({
          ...row,
          customer_names: (names ?? []).map(sealed).join("|"),
        })),
      ).toEqual(
        truthTable("truth/signings.csv").map(
          ({
            project_code: _,
            phones: __,
            paid_ratio: ___,
            consultant: ____,
            filed: _____,
            callback_due: ______,
            ...row
          }) => row,
        ),
      );
      for (const [index, { phones }] of truthTable("truth/signings.csv").entries())
        for (const phone of (phones ?? "").split("|").filter(Boolean))
          expect((rows[index]?.phones ?? []).map(sealed)).toContain(phone);
      expect((await run("signings", SIGNINGS)).counts).toMatchObject({
        accept: 0,
        update: 0,
        duplicate: 143,
      });
    });
  },
);
