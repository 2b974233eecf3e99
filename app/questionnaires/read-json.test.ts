import { expect, test } from "vitest";
import { ANNUAL } from "#surveys/questionnaires/registry.ts";
import studio from "../messages/studio.zh-CN.json" with { type: "json" };
import { type JsonFaultKind, readJson } from "./read-json.ts";

// biome-ignore lint/suspicious/noExplicitAny: what is written by hand can be anything
type Written = any;

function faults(write: (file: Written) => void) {
  const file: Written = structuredClone(ANNUAL.questionnaire);
  write(file);
  const text = JSON.stringify(file, null, 2);
  const read = readJson(text);
  if ("questions" in read) throw new Error("it was taken for a questionnaire");
  return read.map((fault) => ({ ...fault, said: text.split("\n")[fault.line - 1]?.trim() ?? "" }));
}

test("what was not touched is read as it was", () => {
  expect(readJson(JSON.stringify(ANNUAL.questionnaire))).toEqual(ANNUAL.questionnaire);
});

test("a fault has its kind, its line, and its place by the item's own code", () => {
  const cases: readonly (readonly [(file: Written) => void, JsonFaultKind, string, string, string])[] = [
    [(file) => (file.minutes = "five"), "be_number", "minutes", "", '"minutes": "five",'],
    [(file) => (file.minutes = 1.5), "be_int", "minutes", "", '"minutes": 1.5,'],
    [(file) => (file.minutes = 0), "least", "minutes", "1", '"minutes": 0,'],
    [(file) => (file.questions[0].title.zh = " "), "empty", "Y01 title.zh", "", '"zh": " ",'],
    [(file) => (file.questions[1].core = "yes"), "be_boolean", "Y02 core", "", '"core": "yes",'],
    [(file) => (file.questions[0].code = "y1"), "as_itemCode", "y1 code", "", '"code": "y1",'],
    [(file) => (file.id = "A b"), "as_slug", "id", "", '"id": "A b",'],
    [(file) => (file.questions[0].phases = []), "fewer", "Y01 phases", "1", '"phases": [],'],
    [(file) => (file.questions = {}), "be_array", "questions", "", '"questions": {}'],
    [(file) => (file.questions[0].colour = 1), "unknown", "Y01", "colour", '"colour": 1'],
    [
      (file) => (file.sections[0].step = "x"),
      "oneOf",
      `${ANNUAL.questionnaire.sections[0]?.id} step`,
      "",
      '"step": "x",',
    ],
  ];
  for (const [write, kind, place, value, said] of cases) {
    const [fault] = faults(write);
    expect({ ...fault, value: kind === "oneOf" ? "" : fault?.value }, kind).toMatchObject({
      kind,
      place,
      value,
    });
    expect(fault?.said.startsWith(said.replace(/,$/, "")), `${kind}: ${fault?.said}`).toBe(true);
  }
});

test("what is missing is said to be missing, whatever it should be", () => {
  for (const name of ["title", "kind", "core", "phases", "code"]) {
    const [fault] = faults((file) => delete file.questions[2][name]);
    expect(fault?.kind, name).toBe("missing");
  }
});

test("a text that is no JSON is one fault, on its line", () => {
  expect(readJson('{\n  "id": "a"\n  "minutes": 5\n}')).toEqual([
    { kind: "syntax", line: 3, place: "", value: "" },
  ]);
});

test("every kind of fault has a sentence of ours", () => {
  const kinds = ["syntax", "missing", "unknown", "oneOf", "empty", "fewer", "more", "least", "most", "other"];
  for (const kind of kinds) expect(studio.studio).toHaveProperty(`json_${kind}`);
  expect(Object.keys(studio.studio).filter((key) => key.startsWith("json_be_"))).toHaveLength(6);
  expect(Object.keys(studio.studio).filter((key) => key.startsWith("json_as_"))).toHaveLength(4);
});
