import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type OpenRecord, openRecord } from "#server/database/connection.ts";
import { type ImportOptions, importFile } from "#server/imports/import-file.ts";
import type { ImportReport } from "#server/imports/import-report.ts";
import { openSheetFile } from "#server/imports/readers/open-sheet-file.ts";
import type { SourceName } from "#server/imports/run/import-run.ts";
import { undoImport } from "#server/imports/undo-import.ts";
import { writeReport } from "#server/imports/write-report.ts";
import { identitySeal } from "#server/vault/identity-seal.ts";
import { type TestDatabase, testDatabase } from "../database.ts";
import { tableChecksums } from "./checksums.ts";

const ORG = `组织编码,组织名称,组织类型,上级编码,别名,生效日期,失效日期
G,集团,集团,,,2010-01-01,
E,华东,区域公司,G,,2012-01-01,
A,甲园,项目,E,甲苑|甲一号,2015-01-01,
B,乙园,项目,E,甲一号,2015-01-01,
`;
const LEDGER =
  "项目名称,楼栋,单元,房号,房间编码,业态,业主姓名,联系电话,签约日期,合同编号,交易状态,实际交房日期";
const seal = identitySeal(() => Buffer.alloc(32, 7));

let database: TestDatabase;
let record: OpenRecord;
let folder: string;
let number = 0;

async function imported(
  source: SourceName,
  text: string | Uint8Array,
  options: Partial<ImportOptions> = {},
  name = `file-${++number}.csv`,
): Promise<ImportReport> {
  const path = join(folder, name);
  writeFileSync(path, text);
  return importFile(record, { source, path }, { dataDir: folder, asOf: "2026-11-15", seal, ...options });
}

function codes(report: ImportReport): readonly string[] {
  return report.rows_not_accepted
    .filter(({ disposition }) => disposition !== "skip")
    .map(({ row, column, disposition, code }) => `${row} ${column} ${disposition} ${code}`);
}

beforeAll(async () => {
  database = await testDatabase();
  record = openRecord(database.url, { max: 3 });
  folder = mkdtempSync(join(tmpdir(), "imports-"));
});
afterAll(async () => {
  await record?.close();
  await database?.drop();
  rmSync(folder, { recursive: true, force: true });
});

describe("files of the wrong kind", () => {
  it("change nothing and leave the connection usable", async () => {
    await imported("org", ORG);
    const before = await tableChecksums(record, new Set());
    await expect(imported("ledger", ORG)).rejects.toThrow(/columns of 业主台账/);
    await expect(imported("responses", ORG)).rejects.toThrow(/columns of 满意度调查答卷/);
    await expect(imported("org", "")).rejects.toThrow(/empty/);
    await expect(imported("org", "只有一行字\n")).rejects.toThrow(/columns of 组织架构/);
    // breaks off in the middle of staging
    await expect(
      imported(
        "ledger",
        `${LEDGER}\n甲园,1,1,0101,A-1,高层,张三,12012345678,2020-01-01,H1,签约,\n甲园,1,1,${"9".repeat(2 << 20)}\n`,
      ),
    ).rejects.toThrow(/Record 3 is longer/);
    await expect(imported("hotline" as SourceName, ORG)).rejects.toThrow(/cannot be imported yet/);
    for (let round = 0; round < 4; round++) await expect(imported("ledger", ORG)).rejects.toThrow();
    expect(await tableChecksums(record, new Set())).toEqual(before);
  });
});

describe("the organisation", () => {
  it("holds rows nobody should import unseen", async () => {
    const report = await imported(
      "org",
      `组织编码,组织名称,组织类型,上级编码,生效日期,失效日期
C,丙园,项目,X,2015-01-01,
A,甲园,项目,E,2016-01-01,
D,丁园,星球,E,2015-01-01,
D,丁园,项目,E,2015-02-30,
D,丁园,项目,E,2015-01-01,2014-01-01
D,丁园,项目,D,2015-01-01,
,无码,项目,E,2015-01-01,
F,戊园,项目,E,2015-01-01,
F,戊园,项目,E,2015-01-01,
`,
    );
    expect(codes(report)).toEqual([
      "2 上级编码 quarantine PARENT_UNKNOWN",
      "3 生效日期 quarantine PERIOD_OVERLAP",
      "4 组织类型 quarantine UNIT_KIND_UNKNOWN",
      "5 生效日期 quarantine DATE_IMPOSSIBLE",
      "6 失效日期 quarantine DATE_ORDER",
      "7 上级编码 quarantine PARENT_UNKNOWN",
      "8 组织编码 quarantine KEY_MISSING",
      "10  duplicate DUPLICATE_ROW",
    ]);
    expect(report.counts.accept).toBe(1);
  });

  it("refuses a tree that runs in a circle, and a project that becomes a region", async () => {
    const report = await imported(
      "org",
      `组织编码,组织名称,组织类型,上级编码,生效日期,失效日期
K1,己区,区域公司,K2,2015-01-01,
K2,庚区,区域公司,K3,2016-01-01,
K3,辛区,区域公司,K1,2017-01-01,2018-12-31
K4,壬区,区域公司,K5,2015-01-01,2015-12-31
K5,癸区,区域公司,K4,2016-01-01,
F,戊园,区域公司,E,2015-01-01,
`,
    );
    expect(codes(report)).toEqual([
      "2 上级编码 quarantine PARENT_CIRCULAR",
      "3 上级编码 quarantine PARENT_CIRCULAR",
      "4 上级编码 quarantine PARENT_CIRCULAR",
      "7 组织类型 quarantine UNIT_KIND_CHANGED",
    ]);
    expect(report.counts.accept).toBe(2);
  });

  it("ends a placement and begins the next", async () => {
    const report = await imported(
      "org",
      "组织编码,组织名称,组织类型,上级编码,生效日期,失效日期\nE2,新区,区域公司,G,2020-01-01,\nF,戊园,项目,E,2015-01-01,2025-06-30\nF,戊园,项目,E2,2025-07-01,\n",
    );
    expect(report.counts).toMatchObject({ accept: 2, update: 1 });
    await undoImport(record, report.import ?? 0, { dataDir: folder });
    const { rows } = await record.pool.query(
      "select p.valid_to from org_placement p join org_unit u on u.id = p.unit_id where u.code = 'F'",
    );
    expect(rows).toEqual([{ valid_to: null }]);
  });
});

describe("the ledger", () => {
  const home = (room: string, code: string, rest: string) => `甲园,1栋,1单元,${room},${code},高层,${rest}`;

  it("follows a home through sale, change, refund and resale", async () => {
    const first = await imported(
      "ledger",
      `${LEDGER}\n${home("101", "A-1", "张三,12012345678,2020-01-01,H1,签约,")}\n${home("102", "", "李四,12011112222,2020-02-01,H2,签约,2021-01-01")}\n${home("103", "A-3", ",,,,待售,")}\n`,
    );
    expect(first.counts).toMatchObject({ accept: 3 });

    const second = await imported(
      "ledger",
      `${LEDGER}\n${home("101", "A-1", "张三,12012345678,2020-01-01,H1,签约,2021-05-01")}\n${home("102", "", "李四,12011112222,2020-02-01,H2,签约,2021-01-01")}\n${home("103", "A-3", "王五,12033334444,2026-03-01,H3,签约,")}\n`,
    );
    expect(codes(second)).toEqual([
      "2  update NEWER_STATE",
      "3  duplicate NO_CHANGE",
      "4  update NEWER_STATE",
    ]);

    const third = await imported(
      "ledger",
      `${LEDGER}\n${home("101", "A-1", "张三,12012345678,2020-01-01,H1,签约,2021-05-01")}\n${home("101", "A-1", "赵六,12055556666,2026-01-01,H9,签约,2021-05-01")}\n${home("103", "A-3", "王五,12033334444,2026-03-01,H3,退房,")}\n`,
    );
    expect(codes(third)).toEqual([
      "2 房间编码 history RESOLD",
      "3  update NEWER_STATE",
      "4  history REFUNDED",
    ]);
    const { rows } = await record.pool.query(
      `select h.code, c.contract_no, c.status, c.is_current, (select count(*) from ownership o where o.home_id = h.id and o.valid_to is null)::int as owners
       from home h join contract c on c.home_id = h.id where h.code in ('A-1', 'A-3') order by 1, 2`,
    );
    expect(rows).toEqual([
      { code: "A-1", contract_no: "H1", status: "signed", is_current: false, owners: 1 },
      { code: "A-1", contract_no: "H9", status: "signed", is_current: true, owners: 1 },
      { code: "A-3", contract_no: "H3", status: "refunded", is_current: false, owners: 1 },
    ]);
    await undoImport(record, third.import ?? 0, { dataDir: folder });
    await expect(undoImport(record, first.import ?? 0, { dataDir: folder })).rejects.toThrow(
      /later records in contract depend on/,
    );
    await undoImport(record, second.import ?? 0, { dataDir: folder });
    await undoImport(record, first.import ?? 0, { dataDir: folder });
    expect((await record.pool.query("select from home")).rows).toEqual([]);
    expect((await record.pool.query("select from vault.owner")).rows).toEqual([]);
  });

  it("takes the rows it held before when the same file comes again, and no others", async () => {
    const text = `${LEDGER}\n${home("101", "A-1", "张三,12012345678,2020-01-01,H1,签约,")}\n湖畔居,1,1,0105,L-1,高层,李四,12011112222,2020-02-01,H2,签约,\n`;
    const first = await imported("ledger", text);
    expect(codes(first)).toEqual(["3 项目名称 quarantine PROJECT_UNKNOWN"]);
    expect((await imported("ledger", text)).import).toBe(first.import);
    const alias = await imported(
      "org",
      "组织编码,组织名称,组织类型,上级编码,别名,生效日期,失效日期\nA,甲园,项目,E,甲苑|湖畔居,2015-01-01,\n",
    );
    await record.pool.query("update contract set price = 1");
    const again = await imported("ledger", text);
    expect(codes(again)).toEqual(["2  duplicate SAME_FILE_AGAIN"]);
    expect(again.counts.accept).toBe(1);
    expect((await record.pool.query("select price from contract order by id")).rows).toEqual([
      { price: 1 },
      { price: null },
    ]);
    for (const { import: id } of [again, alias, first])
      await undoImport(record, id ?? 0, { dataDir: folder });
  });

  it("does not take back a sale that its title is too old to know of", async () => {
    const sold = await imported(
      "ledger",
      `${LEDGER}\n${home("101", "A-1", "张三,12012345678,2026-10-01,H1,签约,")}\n`,
    );
    const older = await imported(
      "ledger",
      `业主台账（数据截至2026年9月20日）\n${LEDGER}\n${home("101", "A-1", ",,,,待售,")}\n`,
    );
    expect(codes(older)).toEqual(["3  duplicate NO_CHANGE"]);
    const newer = await imported(
      "ledger",
      `业主台账（数据截至2026年10月20日）\n${LEDGER}\n${home("101", "A-1", ",,,,待售,")}\n`,
    );
    expect(codes(newer)).toEqual(["3  update NEWER_STATE"]);
    expect((await record.pool.query("select status, is_current from contract")).rows).toEqual([
      { status: "refunded", is_current: false },
    ]);
    for (const { import: id } of [newer, older, sold]) await undoImport(record, id ?? 0, { dataDir: folder });
  });

  it("holds what contradicts itself or the record", async () => {
    const report = await imported(
      "ledger",
      `${LEDGER}
甲一号,1,1,0101,X-1,高层,张三,,2020-01-01,H1,签约,
丙园,1,1,0101,X-2,高层,张三,,2020-01-01,H1,签约,
甲园,1,1,,X-3,高层,张三,,2020-01-01,H1,签约,
甲园,1,1,0101,X-4,高层,张三,,,H1,签约,
甲园,1,1,0101,X-5,高层,张三,,2020-02-31,H1,签约,
甲园,1,1,0101,X-6,高层,张三,,2020-01-01,H1,签约,
甲园,1,1,0101,X-7,高层,李四,,2020-01-02,H2,签约,
甲园,1,1,0103,X-8,高层,李四,,2020-01-02,H3,签约,
甲园,1,1,0103,X-8,高层,李四四,,2020-01-02,H3,签约,
`,
    );
    expect(codes(report)).toEqual([
      "2 项目名称 quarantine PROJECT_UNKNOWN",
      "3 项目名称 quarantine PROJECT_UNKNOWN",
      "4 房号 quarantine HOME_INCOMPLETE",
      "5 签约日期 quarantine REQUIRED_MISSING",
      "6 签约日期 quarantine DATE_IMPOSSIBLE",
      "8 房间编码 quarantine HOME_CONFLICT",
      "9 房间编码 quarantine HOME_REPEATED",
    ]);
    expect(report.rows_not_accepted.find(({ row }) => row === 8)?.value).toBe("X-7");
    await undoImport(record, report.import ?? 0, { dataDir: folder });
  });

  it("takes columns by an explicit mapping, and never stores what is personal", async () => {
    const text = `楼盘全称,栋,室,谁,手机,签的那天,状态,银行账号,家庭成员\n甲园,1,0101,张三,12012345678,2020-01-01,签约,6222021234567890,三口\n`;
    await expect(imported("ledger", text)).rejects.toThrow(/columns of/);
    const report = await imported("ledger", text, {
      mapping: {
        楼盘全称: "project",
        栋: "building",
        室: "room",
        谁: "owner",
        签的那天: "sign",
        状态: "status",
      },
    });
    expect(report.counts.accept).toBe(1);
    expect(report.dropped_columns.map(({ header }) => header)).toEqual(["银行账号", "家庭成员"]);
    const dump = await record.pool.query(
      "select (select json_agg(t)::text from home t) || (select json_agg(t)::text from import_run t) || (select json_agg(t)::text from vault.owner t) as all",
    );
    expect(dump.rows[0].all).not.toMatch(/6222021234567890|三口|张三|12012345678/);
    await undoImport(record, report.import ?? 0, { dataDir: folder });
  });
});

describe("reports", () => {
  it("stand beside the original cells and never run as formulas", async () => {
    const text = `${LEDGER}\n"=cmd|' /C calc'!A0",1,1,0101,+X-2,@SUM(1+1),张三,12012345678,2020-01-01,-1+1,签约,\n丙园,1,1,0102,X-3,高层,李四,12012345679,2020-01-01,H,签约,\n`;
    const report = await imported("ledger", text, { dryRun: true }, "payload.csv");
    for (const target of ["report.csv", "report.xlsx"]) {
      const path = join(folder, target);
      await writeReport(report, join(folder, "payload.csv"), path);
      const file = await openSheetFile(path);
      const rows: (readonly string[])[] = [];
      for (const sheet of file.sheets)
        for await (const batch of sheet.rows()) rows.push(...batch.map(({ cells }) => cells));
      await file.close();
      const header = rows[0] ?? [];
      const row = rows.find((cells) => cells.includes("PROJECT_UNKNOWN")) ?? [];
      const cell = (name: string) => row[header.indexOf(name)];
      expect(cell("项目名称")).toBe("'=cmd|' /C calc'!A0");
      expect([cell("房间编码"), cell("业态"), cell("合同编号")]).toEqual(["'+X-2", "'@SUM(1+1)", "'-1+1"]);
      expect([cell("业主姓名"), cell("联系电话")]).toEqual(["张*", "120****5678"]);
      for (const cells of rows) for (const each of cells) expect(each).not.toMatch(/^[=+@\t\r]|^-(?!\d+$)/);
    }
    await expect(
      writeReport(report, join(folder, "payload.csv"), join(folder, "report.pdf")),
    ).rejects.toThrow(/\.csv or \.xlsx/);
  });
});
