import { expect, it } from "vitest";
import { onPaper } from "./on-paper.ts";

const keys = (tables: readonly (readonly { readonly key: string }[])[]) =>
  tables.map((columns) => columns.map(({ key }) => key).join(""));
const columns = (of: string) =>
  [...of].map((key) => ({ key, strong: key === key.toUpperCase() && key !== key.toLowerCase() }));

it("leaves what fits a page as one table", () => {
  expect(keys(onPaper(columns("abcdef")))).toEqual(["abcdef"]);
  expect(onPaper(columns(""))).toEqual([]);
});

it("goes on in a second table where a page is full", () => {
  expect(keys(onPaper(columns("abcdefghijkl")))).toEqual(["abcdef", "ghijkl"]);
});

it("keeps a group together", () => {
  expect(keys(onPaper(columns("RabcCdefQg")))).toEqual(["Rabc", "CdefQg"]);
});

it("cuts a group that no page could hold", () => {
  expect(keys(onPaper(columns("Rabcdefg")))).toEqual(["Rabcde", "fg"]);
});
