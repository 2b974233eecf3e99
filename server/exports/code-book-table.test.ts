import { expect, test } from "vitest";
import { codeBook } from "#surveys/code-book.ts";
import { ANNUAL } from "#surveys/questionnaires/registry.ts";
import { codeBookTable } from "./code-book-table.ts";

const { columns, rows } = codeBookTable(ANNUAL.questionnaire);
const table = [...(rows as Iterable<readonly (string | number | null)[]>)];
const of = (column: string) => table.filter(([name]) => name === column);

test("every column has its question, and every code of every item its label in both languages", () => {
  const items = codeBook(ANNUAL.questionnaire);
  expect(items.length).toBeGreaterThan(20);
  for (const { item, size, lowest } of items) {
    const [head, ...codes] = of(item);
    expect(head?.[5], item).toBeTruthy();
    expect(
      codes.map(([, , code]) => code),
      item,
    ).toEqual([
      ...Array.from({ length: size }, (_, place) => String(place + lowest)),
      "",
      "NA",
      "DK",
      "REF",
      "INVALID",
    ]);
    for (const [, , code, zh, en] of codes) expect([zh, en].every(Boolean), `${item} ${code}`).toBe(true);
  }
});

test("rows are as wide as the head", () => {
  for (const row of table) expect(row.length).toBe(columns.length);
  expect(of("phase").map(([, , code]) => code)).toEqual([null, "P", "R", "S", "O"]);
});
