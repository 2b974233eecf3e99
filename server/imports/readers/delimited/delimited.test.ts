import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import iconv from "iconv-lite";
import { afterAll, describe, expect, it } from "vitest";
import { openSheetFile } from "../open-sheet-file.ts";
import { recordCutter } from "./cut-record.ts";
import { detectEncoding } from "./detect-encoding.ts";
import { sniffDelimiter } from "./sniff-delimiter.ts";
import { nextRecord } from "./split-records.ts";

const folder = mkdtempSync(join(tmpdir(), "delimited-"));
afterAll(() => rmSync(folder, { recursive: true }));

async function rowsOf(bytes: Uint8Array | string): Promise<readonly (readonly string[])[]> {
  const path = join(folder, "file.csv");
  writeFileSync(path, bytes);
  const file = await openSheetFile(path);
  const rows: (readonly string[])[] = [];
  for (const sheet of file.sheets)
    for await (const batch of sheet.rows()) rows.push(...batch.map(({ cells }) => cells));
  return rows;
}

const TABLE = '姓名,备注\r\n张三,"一,二"\r\n𠮷野,"第一行\n第二行"\r\n';
const CELLS = [
  ["姓名", "备注"],
  ["张三", "一,二"],
  ["𠮷野", "第一行\n第二行"],
];

describe("encodings", () => {
  it.each(["utf8", "gb18030", "utf16le", "utf16be"])(
    "reads %s, with and without a byte order mark",
    async (encoding) => {
      const marked = iconv.encode(TABLE, encoding, { addBOM: encoding !== "gb18030" });
      expect(await rowsOf(marked)).toEqual(CELLS);
      if (!encoding.startsWith("utf16")) expect(await rowsOf(iconv.encode(TABLE, encoding))).toEqual(CELLS);
    },
  );

  it("reads unmarked UTF-16 by its empty halves", () => {
    expect(detectEncoding(iconv.encode("a,b,c\r\n1,2,3\r\n", "utf16le"), true)).toBe("utf-16le");
    expect(detectEncoding(iconv.encode("a,b,c\r\n1,2,3\r\n", "utf16be"), true)).toBe("utf-16be");
  });

  it("decodes each record by itself where programs glued files together", async () => {
    const mixed = Buffer.concat([
      iconv.encode("姓名,备注\n张三,满意\n李四,一般\n", "gb18030"),
      Buffer.from("王五,很满意\n"),
      iconv.encode("赵六,不满意\n", "gb18030"),
    ]);
    expect(await rowsOf(mixed)).toEqual([
      ["姓名", "备注"],
      ["张三", "满意"],
      ["李四", "一般"],
      ["王五", "很满意"],
      ["赵六", "不满意"],
    ]);
    const other = Buffer.concat([
      Buffer.from("姓名,备注\n张三,满意\n李四,一般\n"),
      iconv.encode("王五,很满意\n", "gb18030"),
    ]);
    expect((await rowsOf(other)).at(-1)).toEqual(["王五", "很满意"]);
  });

  it("does not take a sample that ends inside a character for another encoding", () => {
    const bytes = Buffer.from("项目名称".repeat(10));
    for (let cut = 1; cut <= 4; cut++)
      expect(detectEncoding(bytes.subarray(0, bytes.length - cut), false)).toBe("utf-8");
  });
});

describe("records", () => {
  it("keeps record boundaries whatever stands in the text", async () => {
    expect(await rowsOf('a,b\n1,"说"马上来"，结果"\n2,他说"行"了\n3,"x ""y"""\n4,"\n5,end\n')).toEqual([
      ["a", "b"],
      ["1", '说"马上来"，结果'],
      ["2", '他说"行"了'],
      ["3", 'x "y"'],
      ["4", '"'],
      ["5", "end"],
    ]);
  });

  it("drops NUL, takes bare CR for a line end only where there is no other, and needs no last line end", async () => {
    expect(await rowsOf("a,b\n1,很\0勤快\n")).toEqual([
      ["a", "b"],
      ["1", "很勤快"],
    ]);
    expect(await rowsOf("a,b\r1,2\r3,4")).toEqual([
      ["a", "b"],
      ["1", "2"],
      ["3", "4"],
    ]);
    expect(await rowsOf("a,b\n1,x\ry\n3,4")).toEqual([
      ["a", "b"],
      ["1", "x\ry"],
      ["3", "4"],
    ]);
  });

  it("finds the delimiter", () => {
    expect(
      ["a,b,c\n1,2,3", "a\tb\n1\t2,5", "a;b;c\n1,5;2;3", "a|b\n1|2", "single"].map(sniffDelimiter),
    ).toEqual([",", "\t", ";", "|", ","]);
  });

  it("refuses a record longer than any honest one, naming it", async () => {
    await expect(rowsOf(`a,b\n1,${"x".repeat(20 << 20)}\n2,y\n`)).rejects.toThrow(/Record 2 is longer/);
  });

  it("reads back any table written by the rules", async () => {
    const cell = fc
      .string({ unit: fc.constantFrom("a", "张", ",", '"', "\n", " ", "𠮷", "é", "0") })
      .filter((text) => !/^[\s\0]|[\s\0]$/.test(text));
    const table = fc.array(fc.array(cell, { minLength: 3, maxLength: 3 }), { minLength: 1, maxLength: 20 });
    await fc.assert(
      fc.asyncProperty(table, fc.constantFrom("utf8", "gb18030"), async (rows, encoding) => {
        const text = `h1,h2,h3\r\n${rows.map((row) => row.map((each) => `"${each.replaceAll('"', '""')}"`).join(",")).join("\r\n")}\r\n`;
        // a quote before a delimiter inside quotes is where unescaped and escaped text cannot be told apart
        expect(await rowsOf(iconv.encode(text, encoding))).toEqual([["h1", "h2", "h3"], ...rows]);
      }),
      { numRuns: 60 },
    );
  });

  it("finds the same records however the bytes arrive", () => {
    const bytes = Buffer.from('a,"b\nc",d\r\n"x""y",z\n,\n"未闭合,q\nlast,1');
    const whole: string[] = [];
    for (
      let start = 0, span = nextRecord(bytes, 0, 44, 10, true);
      span;
      start = span.next, span = nextRecord(bytes, start, 44, 10, true)
    )
      whole.push(bytes.toString("utf8", start, span.end));
    fc.assert(
      fc.property(fc.array(fc.nat(bytes.length), { maxLength: 8 }), (cuts) => {
        const found: string[] = [];
        let rest = Buffer.alloc(0);
        const ends = [...new Set([...cuts, bytes.length])].toSorted((a, b) => a - b);
        let from = 0;
        for (const end of ends) {
          rest = Buffer.concat([rest, bytes.subarray(from, end)]);
          from = end;
          let start = 0;
          for (
            let span = nextRecord(rest, 0, 44, 10, end === bytes.length);
            span;
            span = nextRecord(rest, start, 44, 10, end === bytes.length)
          ) {
            found.push(rest.toString("utf8", start, span.end));
            start = span.next;
          }
          rest = rest.subarray(start);
        }
        expect(found).toEqual(whole);
      }),
    );
  });
});

describe("recordCutter", () => {
  const cut = recordCutter(",".charCodeAt(0));
  const cells = (record: string) => {
    const bytes = Buffer.from(`"before",${record},"after"`);
    return cut(bytes, 9, bytes.length - 8);
  };
  it("cuts cells by the rules and forgives what breaks them", () => {
    expect(cells('a,"b,c",d')).toEqual(["a", "b,c", "d"]);
    expect(cells('"a""b",')).toEqual(['a"b', ""]);
    expect(cells('"open,b')).toEqual(['"open', "b"]);
    expect(cells('""')).toEqual([""]);
    expect(cells('"",""')).toEqual(["", ""]);
    expect(cells('"说"满意"了",5"')).toEqual(['说"满意"了', '5"']);
    expect(cells("")).toEqual([""]);
    expect(cells(",")).toEqual(["", ""]);
  });

  it("gives every cell its own text, however many share a memory", () => {
    const words = Array.from(
      { length: 60_000 },
      (_, n) => `满意${(n * 7919) % 30_000}-${"x".repeat(n % 60)}`,
    );
    for (let from = 0; from < words.length; from += 50) {
      const record = words.slice(from, from + 50);
      expect(cells(record.join(","))).toEqual(record);
    }
  });
});
