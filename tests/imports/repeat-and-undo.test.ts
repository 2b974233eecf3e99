import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type OpenRecord, openRecord } from "#server/database/connection.ts";
import { type ImportOptions, importFile } from "#server/imports/import-file.ts";
import type { ImportReport } from "#server/imports/import-report.ts";
import { listImports } from "#server/imports/list-imports.ts";
import type { SourceName } from "#server/imports/run/import-run.ts";
import { openUpload } from "#server/imports/run/uploads.ts";
import { undoImport } from "#server/imports/undo-import.ts";
import { identitySeal } from "#server/vault/identity-seal.ts";
import { ensureQuestionnaire } from "#server/waves/annual-wave.ts";
import { ANNUAL } from "#surveys/questionnaires/registry.ts";
import { type TestDatabase, testDatabase } from "../database.ts";
import { sharedMissing } from "../shared.ts";
import { tableChecksums } from "./checksums.ts";
import { dataPath } from "./truth.ts";

const ORDER = [
  ["org", "org.csv"],
  ["ledger", "业主台账.xlsx"],
  ["signings", "签约台账.csv"],
  ["responses", "满意度调查_2024年度.xlsx"],
  ["responses", "满意度调查_2025年度.csv"],
] as const;
const missing = sharedMissing("data/truth.json");
const seal = identitySeal(() => Buffer.alloc(32, 7));

let database: TestDatabase;
let record: OpenRecord;
let dataDir: string;

async function run(
  source: SourceName,
  path: string,
  options: Partial<ImportOptions> = {},
): Promise<ImportReport> {
  return importFile(record, { source, path }, { dataDir, asOf: "2026-11-15", seal, ...options });
}

describe.skipIf(missing !== false)(
  `importing again and taking back${missing ? ` (skipped: ${missing})` : ""}`,
  () => {
    const states: Readonly<Record<string, string>>[] = [];
    beforeAll(async () => {
      database = await testDatabase();
      record = openRecord(database.url);
      dataDir = mkdtempSync(join(tmpdir(), "imports-"));
      const client = await record.pool.connect();
      await ensureQuestionnaire(client, ANNUAL.questionnaire);
      client.release();
      states.push(await tableChecksums(record));
      for (const [source, file] of ORDER) {
        await run(source, dataPath(file));
        states.push(await tableChecksums(record));
      }
    });
    afterAll(async () => {
      await record?.close();
      await database?.drop();
      rmSync(dataDir, { recursive: true, force: true });
    });

    it.each(ORDER)(
      "imports %s %s a second time without changing anything, the list of imports included",
      async (source, file) => {
        const everything = await tableChecksums(record, new Set());
        const report = await run(source, dataPath(file));
        expect(await tableChecksums(record, new Set())).toEqual(everything);
        expect(report.same_file_as).toBe(report.import);
        expect([
          report.counts.accept,
          report.counts.update,
          report.counts.history,
          report.counts.quality_excluded,
        ]).toEqual([0, 0, 0, 0]);
        expect(report.rows_not_accepted.some(({ code }) => code === "SAME_FILE_AGAIN")).toBe(true);
      },
    );

    it("finds the same content under another name and with other row order or bytes around it", async () => {
      const path = join(dataDir, "组织架构（新）.csv");
      writeFileSync(
        path,
        readFileSync(dataPath("org.csv"), "utf8").replace("\ufeff", "").replaceAll("\n", "\r\n"),
      );
      const before = await tableChecksums(record);
      const report = await run("org", path);
      expect(report.counts.duplicate).toBe(13);
      expect(report.rows_not_accepted.filter(({ code }) => code === "NO_CHANGE")).toHaveLength(13);
      expect(await tableChecksums(record)).toEqual(before);
      await undoImport(record, report.import ?? 0, { dataDir });
    });

    it("tells in a dry run what it would do, and does nothing", async () => {
      const everything = await tableChecksums(record, new Set());
      const path = join(dataDir, "new-org.csv");
      writeFileSync(
        path,
        "组织编码,组织名称,组织类型,上级编码,别名,生效日期,失效日期\nNW,新区域,区域公司,JT00,,2026-01-01,\nXX,,项目,NW,,2026-01-01,\n",
      );
      const report = await run("org", path, { dryRun: true });
      expect(report).toMatchObject({ import: null, dry_run: true, counts: { accept: 1, quarantine: 1 } });
      expect(await tableChecksums(record, new Set())).toEqual(everything);
      expect(readdirSync(join(dataDir, "uploads"))).toHaveLength(ORDER.length);
    });

    it("keeps the files sealed, named by content", async () => {
      const past = await record.pool.query(
        "select upload_path, file_name from import_run where state = 'applied' order by id",
      );
      const ledger = past.rows.find(({ file_name }) => file_name === "业主台账.xlsx");
      const stored = readFileSync(join(dataDir, ledger.upload_path));
      expect(stored.includes(readFileSync(dataPath("业主台账.xlsx")).subarray(0, 64))).toBe(false);
      const clear = join(dataDir, "clear.xlsx");
      await openUpload(dataDir, ledger.upload_path, clear);
      expect(readFileSync(clear).equals(readFileSync(dataPath("业主台账.xlsx")))).toBe(true);
    });

    it("refuses to take back what later imports rest on, and says which", async () => {
      const past = await listImports(record);
      const idOf = (file: string) =>
        past.find((each) => each.file === file && each.state === "applied")?.id ?? 0;
      await expect(undoImport(record, idOf("org.csv"), { dataDir })).rejects.toThrow(/depend on|undo/);
      await expect(undoImport(record, idOf("业主台账.xlsx"), { dataDir })).rejects.toThrow(
        /later records in contract depend/,
      );
      await expect(undoImport(record, 999_999, { dataDir })).rejects.toThrow(/no import/);
      expect(await tableChecksums(record)).toEqual(states[ORDER.length]);
    });

    it("takes the imports back one by one, each to the state before it", async () => {
      for (const [index, [, file]] of [...ORDER.entries()].toReversed()) {
        const id =
          (await listImports(record)).find((each) => each.file === file && each.state === "applied")?.id ?? 0;
        await undoImport(record, id, { dataDir });
        expect(await tableChecksums(record)).toEqual(states[index]);
        await expect(undoImport(record, id, { dataDir })).rejects.toThrow(/undone before/);
      }
      expect(readdirSync(join(dataDir, "uploads"))).toEqual([]);
    });

    it("imports again after it was taken back", async () => {
      const report = await run("org", dataPath("org.csv"));
      expect(report.counts.accept).toBe(13);
      expect(report.same_file_as).toBe(undefined);
    });
  },
);
