import { expect, test } from "vitest";
import { fillProjectName, fillProjectNames, projectNameParts } from "./project-name.ts";

test("the project's name takes the placeholder's place", () => {
  expect(fillProjectName("您对【project】满意吗？", "云溪里")).toBe("您对云溪里满意吗？");
  expect(fillProjectName("您满意吗？", "云溪里")).toBe("您满意吗？");
  const text = { zh: "您对【project】满意吗？", en: "Satisfied with 【project】?" };
  expect(fillProjectNames(text, { zh: "云溪里", en: "Yunxili" }).en).toBe("Satisfied with Yunxili?");
  expect(fillProjectNames(text, { zh: "云溪里" }).en).toBe("Satisfied with 云溪里?");
});

test("the name can be set apart from the words around it", () => {
  expect(projectNameParts("您对【project】满意吗？", "云溪里")).toEqual([
    { kind: "text", text: "您对" },
    { kind: "project", text: "云溪里" },
    { kind: "text", text: "满意吗？" },
  ]);
  expect(projectNameParts("【project】", "云溪里")).toEqual([{ kind: "project", text: "云溪里" }]);
});

test("a name is words, whatever it holds", () => {
  expect(fillProjectName("A【project】B", "$& {Y45}\u202e\u0000")).toBe("A$& （Y45）B");
  expect(fillProjectName("A【project】B", "【project】")).toBe("A【project】B");
  expect(fillProjectName("A【project】B", "<b>里</b>")).toBe("A<b>里</b>B");
});
