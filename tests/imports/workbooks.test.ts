import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { utils, write } from "@e965/xlsx";
import ExcelJS from "exceljs";
import iconv from "iconv-lite";
import { afterAll, describe, expect, it } from "vitest";
import { openSheetFile } from "#server/imports/readers/open-sheet-file.ts";
import { serialToText } from "#server/imports/readers/serial-date.ts";
import type { SheetFile, SheetRow } from "#server/imports/readers/sheet.ts";
import { shapeOfFormat } from "#server/imports/readers/xlsx/read-date-styles.ts";
import { workbookOf, zipOf } from "./zip.ts";

const folder = mkdtempSync(join(tmpdir(), "workbooks-"));
afterAll(() => rmSync(folder, { recursive: true }));

async function opened(bytes: Uint8Array | string, name = "file.xlsx"): Promise<SheetFile> {
  const path = join(folder, name);
  writeFileSync(path, bytes);
  return openSheetFile(path);
}

async function rowsOf(file: SheetFile, sheet = 0): Promise<readonly SheetRow[]> {
  const rows: SheetRow[] = [];
  for await (const batch of file.sheets[sheet]?.rows() ?? []) rows.push(...batch);
  return rows;
}

describe("xlsx", () => {
  it("reads what exceljs writes: texts, numbers, dates, formulas, errors, rich text, hidden rows and sheets", async () => {
    const workbook = new ExcelJS.Workbook();
    const sheet = workbook.addWorksheet("数据");
    sheet.addRow(["文字", "0301", 79.51, 0.1 + 0.2, true]);
    sheet.addRow([
      new Date(Date.UTC(2024, 0, 5)),
      new Date(Date.UTC(2024, 0, 5, 9, 5, 30)),
      45_292,
      { formula: "A1", result: 7 },
      { error: "#REF!" },
    ]);
    sheet.getCell("A2").numFmt = "yyyy-mm-dd";
    sheet.getCell("B2").numFmt = "yyyy/m/d h:mm:ss";
    sheet.addRow([]);
    sheet.addRow([
      { richText: [{ text: "红" }, { font: { bold: true }, text: "色" }] },
      "a & b <c>",
      "行一\n行二",
      12_081_282_353,
      1e-7,
    ]);
    sheet.getRow(4).hidden = true;
    sheet.mergeCells("A6:B7");
    sheet.getCell("A6").value = "合并";
    workbook.addWorksheet("隐藏", { state: "hidden" }).addRow(["x"]);
    const file = await opened(Buffer.from(await workbook.xlsx.writeBuffer()));
    expect(file.sheets.map(({ name, hidden }) => [name, hidden])).toEqual([
      ["数据", false],
      ["隐藏", true],
    ]);
    expect(await rowsOf(file)).toEqual([
      { number: 1, hidden: false, cells: ["文字", "0301", "79.51", "0.3", "TRUE"] },
      { number: 2, hidden: false, cells: ["2024-01-05", "2024-01-05 09:05:30", "45292", "7", "#REF!"] },
      { number: 4, hidden: true, cells: ["红色", "a & b <c>", "行一\n行二", "12081282353", "1e-7"] },
      { number: 6, hidden: false, cells: ["合并"] },
    ]);
    expect(await rowsOf(file)).toHaveLength(4);
    await file.close();
  });

  it("reads prefixed tags, inline strings, cells without references, escapes and CDATA", async () => {
    const file = await opened(
      workbookOf(
        `<x:dimension ref="A1:XFD1048576"/><x:sheetData><x:row><x:c t="inlineStr"><x:is><x:t>内嵌</x:t></x:is></x:c><x:c><x:v>2</x:v></x:c></x:row>` +
          `<x:row r="9" spans="1:3"><x:c r="C9" t="str"><x:v>&#x4e00;&amp;_x000D_</x:v></x:c><x:c r="D9" t="inlineStr"><x:is><x:t><![CDATA[<b>&]]></x:t></x:is></x:c><x:c r="E9" s="1"/></x:row></x:sheetData>`,
        { prefix: "x" },
      ),
    );
    expect(await rowsOf(file)).toEqual([
      { number: 1, hidden: false, cells: ["内嵌", "2"] },
      { number: 9, hidden: false, cells: ["", "", "一&\r", "<b>&"] },
    ]);
    await file.close();
  });

  it("counts days from 1904 where the workbook says so, and shared strings without their readings", async () => {
    const file = await opened(
      workbookOf(
        `<sheetData><row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>9</v></c></row></sheetData>`,
        {
          workbook: `<workbookPr date1904="1"/>`,
          strings: `<si><r><t>张</t></r><rPh sb="0" eb="1"><t>zhang</t></rPh><r><t xml:space="preserve"> 三</t></r></si>`,
        },
      ),
    );
    expect(file.sheets[0]?.date1904).toBe(true);
    expect((await rowsOf(file))[0]?.cells).toEqual(["张 三"]);
    await file.close();
  });

  it("passes over a million styled empty rows without keeping them", async () => {
    const empty = `<row r="5" s="1" customFormat="1"><c r="A5" s="1"/></row>`.repeat(200_000);
    const file = await opened(
      workbookOf(`<sheetData><row r="1"><c r="A1"><v>1</v></c></row>${empty}</sheetData>`),
    );
    expect(await rowsOf(file)).toHaveLength(1);
    await file.close();
  });

  it("never expands entities of a document type", async () => {
    const file = await opened(
      workbookOf(`<sheetData><row r="1"><c r="A1" t="str"><v>&bomb;</v></c></row></sheetData>`),
    );
    expect((await rowsOf(file))[0]?.cells).toEqual(["&bomb;"]);
    await file.close();
  });
});

describe("files that are refused", () => {
  const tiny = workbookOf(`<sheetData><row r="1"><c r="A1"><v>1</v></c></row></sheetData>`);
  it.each([
    ["an empty file", Buffer.alloc(0), /empty/],
    ["blank lines", Buffer.from(" \n\n"), /empty/],
    [
      "binary junk",
      Buffer.from(Array.from({ length: 4096 }, (_, n) => (n * 37) % 256)),
      /neither a spreadsheet nor text/,
    ],
    [
      "a PDF",
      Buffer.concat([Buffer.from("%PDF-1.7\n"), Buffer.from(Array.from({ length: 400 }, (_, n) => n % 32))]),
      /neither a spreadsheet nor text/,
    ],
    ["a cut archive", tiny.subarray(0, tiny.length - 40), /damaged or incomplete/],
    ["an archive of something else", zipOf([{ name: "photo.jpg", content: "x" }]), /no workbook/],
    ["an OpenDocument sheet", zipOf([{ name: "content.xml", content: "<x/>" }]), /save it as \.xlsx/],
    [
      "an OLE file cut short",
      Buffer.concat([Buffer.from("d0cf11e0a1b11ae1", "hex"), Buffer.alloc(600)]),
      /cannot be read as a spreadsheet/,
    ],
  ])("%s", async (_, bytes, message) => {
    await expect(opened(bytes)).rejects.toThrow(message);
  });

  it("a folder and a missing file", async () => {
    await expect(openSheetFile(folder)).rejects.toThrow(/give the path of a file/);
    await expect(openSheetFile(join(folder, "none.xlsx"))).rejects.toThrow(/no readable file/);
  });

  it("an archive that unpacks to far more than it says or may", async () => {
    const bomb = zipOf([
      { name: "_rels/.rels", content: "<Relationships/>" },
      { name: "xl/workbook.xml", content: "<workbook/>", claimedSize: 0xfffffff0 },
    ]);
    await expect(opened(bomb)).rejects.toThrow(/no honest list|damaged/);
    const strings = `<si><t>${"x".repeat(60_000)}</t></si>`.repeat(2_500);
    await expect(opened(workbookOf("<sheetData/>", { strings }))).rejects.toThrow(
      /more text than can be read/,
    );
  });

  it("a cell of 20 MB, a row number outside any sheet, a column beyond the last", async () => {
    const cells = [
      `<row r="1"><c r="A1" t="inlineStr"><is><t>${"x".repeat(20 << 20)}</t></is></c></row>`,
      `<row r="99999999"><c r="A1"><v>1</v></c></row>`,
      `<row r="1"><c r="ZZZZ1"><v>1</v></c></row>`,
    ];
    for (const row of cells) {
      const file = await opened(workbookOf(`<sheetData>${row}</sheetData>`));
      await expect(rowsOf(file)).rejects.toThrow(/larger than|too long|outside any/);
      await file.close();
    }
  });

  it("a workbook with a password", async () => {
    const path = join(folder, "locked.xlsx");
    const { CFB } = await import("@e965/xlsx");
    const container = CFB.utils.cfb_new();
    CFB.utils.cfb_add(
      container,
      "EncryptionInfo",
      Buffer.concat([Buffer.from([4, 0, 4, 0, 64, 0, 0, 0]), Buffer.from("<encryption/>")]),
    );
    CFB.utils.cfb_add(container, "EncryptedPackage", Buffer.alloc(4096, 7));
    writeFileSync(path, CFB.write(container, { type: "buffer" }) as Buffer);
    await expect(openSheetFile(path)).rejects.toThrow(/password/);
  });
});

describe("old kinds of spreadsheet, recognised by content", () => {
  const book = () => {
    const workbook = utils.book_new();
    utils.book_append_sheet(
      workbook,
      utils.aoa_to_sheet([
        ["房号", "日期"],
        ["0301", { t: "n", v: 45_292.5, z: "yyyy-mm-dd hh:mm" }],
      ]),
      "表一",
    );
    return workbook;
  };
  it.each([
    ["xls", { bookType: "biff8" as const }, ["0301", "2024-01-01 12:00:00"]],
    ["xml-spreadsheet", { bookType: "xlml" as const }, ["0301", "2024-01-01 12:00:00"]],
  ])("reads %s", async (format, options, cells) => {
    const file = await opened(write(book(), { ...options, type: "buffer" }) as Buffer, "any.xls");
    expect(file.format).toBe(format);
    expect((await rowsOf(file)).map((row) => row.cells)).toEqual([["房号", "日期"], cells]);
  });

  it("reads an HTML table in GBK under an .xls name, its texts as they are", async () => {
    const html = `<html><head><meta charset="gbk"></head><body><table><tr><th colspan="2">标题</th></tr><tr><td>0301</td><td>2024-1-5</td></tr></table></body></html>`;
    const file = await opened(iconv.encode(html, "gbk"), "表.xls");
    expect([file.format, file.encoding]).toEqual(["html-table", "gb18030"]);
    expect((await rowsOf(file)).map((row) => row.cells)).toEqual([["标题"], ["0301", "2024-1-5"]]);
  });

  it("reads tab text under an .xls name", async () => {
    const file = await opened(iconv.encode("项目\t房号\n朗叶城\t0301\n", "gbk"), "表.xls");
    expect([file.format, file.delimiter]).toEqual(["delimited", "\t"]);
    expect((await rowsOf(file))[1]?.cells).toEqual(["朗叶城", "0301"]);
  });
});

describe("serial numbers and number formats", () => {
  it("follow both calendars of spreadsheets", () => {
    expect(serialToText(45_292, "date", false)).toBe("2024-01-01");
    expect(serialToText(43_830, "date", true)).toBe("2024-01-01");
    expect(serialToText(1, "date", false)).toBe("1900-01-01");
    expect(serialToText(61, "date", false)).toBe("1900-03-01");
    expect(serialToText(0, "date", false)).toBe("1900-01-00");
    expect(serialToText(45_292.999_999_9, "datetime", false)).toBe("2024-01-02 00:00:00");
    expect(serialToText(0.5, "time", false)).toBe("12:00:00");
    expect(serialToText(-1, "date", false)).toBe(undefined);
    expect(serialToText(12_081_282_353, "date", false)).toBe(undefined);
  });
  it("tell dates from numbers", () => {
    expect(
      [
        "yyyy-mm-dd",
        "yyyy/m/d h:mm:ss",
        "h:mm",
        '0.00"元"',
        "General",
        "#,##0.00",
        "[$-804]yyyy年m月d日",
        "0%",
        "[h]:mm",
        "@",
      ].map(shapeOfFormat),
    ).toEqual([
      "date",
      "datetime",
      "time",
      undefined,
      undefined,
      undefined,
      "date",
      undefined,
      "time",
      undefined,
    ]);
  });
});
