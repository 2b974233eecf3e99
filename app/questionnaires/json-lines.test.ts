import { expect, test } from "vitest";
import { lineOfSyntaxError, linesOfPaths } from "./json-lines.ts";

const TEXT = `{
  "id": "a\\"b",
  "questions": [
    { "code": "Y01" },
    {
      "title": { "zh": "，", "en": "x" }
    }
  ]
}`;

test("a path is found on its line", () => {
  const lines = linesOfPaths(TEXT);
  expect(lines.get("id")).toBe(2);
  expect(lines.get("questions/0/code")).toBe(4);
  expect(lines.get("questions/1")).toBe(5);
  expect(lines.get("questions/1/title/en")).toBe(6);
  expect(lines.get("questions/2")).toBeUndefined();
});

test("a text that is no JSON ends the search, and its error has a line", () => {
  const broken = TEXT.replace('{ "code": "Y01" }', "{ code }");
  expect(linesOfPaths(broken).size).toBeGreaterThan(0);
  let message = "";
  try {
    JSON.parse(broken);
  } catch (error) {
    message = String(error);
  }
  expect(lineOfSyntaxError(broken, message)).toBe(4);
});
