import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { finished } from "node:stream/promises";
import ExcelJS from "exceljs";
import pg from "pg";
import { seededRandom } from "#analytics/statistics/seeded-random.ts";
import { ANNUAL } from "#surveys/questionnaires/registry.ts";

const LABELS = ["非常不满意", "不满意", "一般", "满意", "非常满意"];
const META = [
  "答卷编号",
  "房号编码",
  "受访电话",
  "所属项目",
  "所属区域",
  "访问方式",
  "客户类型",
  "答题时间",
  "答题时长",
  "IP地址",
];

/** Code of the n-th home. */
function homeCode(n: number): string {
  return `B${n % 40}-${String(Math.floor(n / 40)).padStart(6, "0")}`;
}

/** Forty projects and as many owned homes as asked, made by the database itself. */
export async function generateHomes(url: string, homes: number): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(`insert into org_unit (code, kind, name) values ('R', 'region', '区域')`);
  await client.query(
    `insert into org_unit (code, kind, name) select 'B' || n, 'project', '项目' || n from generate_series(0, 39) n`,
  );
  await client.query(`insert into org_placement (unit_id, parent_id, name, valid_from)
    select u.id, r.id, u.name, '2010-01-01' from org_unit u, org_unit r where u.kind = 'project' and r.kind = 'region'`);
  await client.query(
    `insert into home (code, project_id, building, unit, room)
     select 'B' || n % 40 || '-' || lpad((n / 40)::text, 6, '0'), u.id, '1', '1', n::text from generate_series(0, $1::int - 1) n join org_unit u on u.code = 'B' || n % 40`,
    [homes],
  );
  await client.query(
    `insert into contract (home_id, status, sign_date) select id, 'signed', date '2019-01-01' + (id % 1800)::int from home`,
  );
  await client.query(
    `insert into handover (home_id, handover_date) select id, date '2021-01-01' + (id % 1800)::int from home`,
  );
  await client.query("analyze");
  await client.end();
}

/** Lines of a vendor's file like the real ones: 56 columns, words and numbers mixed, some blank, one in five with an opinion. */
export function* vendorRows(rows: number): Generator<readonly string[]> {
  const { questions } = ANNUAL.questionnaire;
  const random = seededRandom(1);
  const draw = (n: number) => random.below(n);
  yield [...META, ...questions.map(({ title }) => title.zh.replace("【project】", "本项目"))];
  for (let n = 0; n < rows; n++) {
    const style = draw(3);
    const cells = questions.map(({ kind, options, scaleLabels }) => {
      const value = draw(5);
      const labels = scaleLabels?.map(({ zh }) => zh) ?? LABELS;
      const option = (at: number) => options?.[at % (options.length || 1)]?.label.zh ?? "";
      if (kind === "nps") return String(draw(11));
      if (kind === "yesNo") return value < 3 ? "否" : "是";
      if (kind === "single") return option(value < 3 ? 0 : value - 2);
      if (kind === "consent") return value < 3 ? "不愿意" : "愿意";
      if (kind === "text") return value === 0 ? "电梯经常坏，修了又坏，希望物业再加强巡逻。" : "";
      if (kind === "multi") return value < 2 ? "" : `${option(value)}┋${option(value + 2)}`;
      if (value === 4 && draw(2) === 0) return "";
      return style === 0
        ? String(value + 1)
        : style === 1
          ? (labels[value] ?? "")
          : `${labels[value]}(${value + 1})`;
    });
    const minute = n % 60;
    yield [
      String(n + 1),
      homeCode(n),
      `1200000${String(n % 10_000).padStart(4, "0")}`,
      `项目${n % 40}`,
      "区域",
      n % 3 === 0 ? "网络填答" : "电话访问",
      "",
      `2025/12/${1 + (n % 25)} ${8 + (n % 12)}:${minute < 10 ? "0" : ""}${minute}:30`,
      `${2 + (n % 9)}分${n % 60}秒`,
      n % 3 === 0 ? `198.51.${n % 100}.${Math.floor(n / 7) % 250}` : "",
      ...cells,
    ];
  }
}

/** Writes rows as UTF-8 csv. */
export async function writeCsv(path: string, rows: Iterable<readonly string[]>): Promise<void> {
  const out = createWriteStream(path);
  let buffer = "\ufeff";
  for (const row of rows) {
    buffer += `${row.join(",")}\r\n`;
    if (buffer.length < 1 << 18) continue;
    if (!out.write(buffer)) await once(out, "drain");
    buffer = "";
  }
  out.end(buffer);
  await finished(out);
}

/** Writes rows as a workbook with one sheet. */
export async function writeXlsx(path: string, rows: Iterable<readonly string[]>): Promise<void> {
  const workbook = new ExcelJS.stream.xlsx.WorkbookWriter({ filename: path, useSharedStrings: true });
  const sheet = workbook.addWorksheet("答卷数据");
  for (const row of rows)
    sheet.addRow(row.map((cell) => (/^\d{1,8}$/.test(cell) ? Number(cell) : cell))).commit();
  sheet.commit();
  await workbook.commit();
}
