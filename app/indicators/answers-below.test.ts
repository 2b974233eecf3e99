import { Field, Int32, makeBuilder, makeData, RecordBatch, Schema, Struct, Table, Utf8 } from "apache-arrow";
import { expect, it } from "vitest";
import { type AnswerCount, answersByProject, answersOf } from "./answers-below.ts";

const COUNTS: readonly AnswerCount[] = [
  { project: "B", phase: null, item: "Y1", answer: 5, n: 12 },
  { project: "A", phase: null, item: "Y1", answer: 1, n: 6 },
  { project: "A", phase: null, item: "Y1", answer: 5, n: 4 },
  { project: "A", phase: null, item: "Y1", answer: 3, n: 10 },
  { project: "B", phase: null, item: "Y2", answer: 1, n: 12 },
  { project: "B", phase: "R", item: "Y1", answer: 5, n: 7 },
];
const TOLD = { passport: { definition: { id: "annual" } }, units: [{ code: "A" }, { code: "B" }] };
const SCALE = [1, 2, 3, 4, 5].map((score) => ({ score, label: null, per100: 20 }));

function tableOf(counts: readonly AnswerCount[], told: object): Table {
  const names = ["project", "phase", "item", "answer", "n"] as const;
  const types: readonly (Utf8 | Int32)[] = [new Utf8(), new Utf8(), new Utf8(), new Int32(), new Int32()];
  const schema = new Schema(
    names.map((name, at) => new Field(name, types[at] ?? new Utf8(), true)),
    new Map(Object.entries(told).map(([name, value]) => [name, JSON.stringify(value)])),
  );
  const children = names.map((name, at) => {
    const builder = makeBuilder<Utf8 | Int32, string | number | null>({
      type: types[at] ?? new Utf8(),
      nullValues: [null],
    });
    for (const count of counts) builder.append(count[name]);
    return builder.finish().flush();
  });
  const data = makeData({ type: new Struct(schema.fields), length: counts.length, children });
  return new Table([new RecordBatch(schema, data)]);
}

it("reads counts and what goes with them out of the columns", () => {
  const read = answersOf(tableOf(COUNTS, TOLD));
  expect(read.rows).toEqual(COUNTS);
  expect(read).toMatchObject(TOLD);
});

it("refuses a table that does not say where its numbers come from", () => {
  expect(() => answersOf(tableOf(COUNTS, { units: [] }))).toThrow(/passport/);
});

it("puts the answers to an item together by project, the lowest mean first", () => {
  const [a, b] = answersByProject(COUNTS, "Y1", SCALE, null);
  expect(a).toMatchObject({ project: "A", n: 20, mean: (6 + 20 + 30) / 20 });
  expect(a?.answers.map(({ per100 }) => per100)).toEqual([30, 0, 50, 0, 20]);
  expect(b).toMatchObject({ project: "B", n: 12, mean: 5 });
  expect(answersByProject(COUNTS, "Y1", SCALE, "R").map(({ project, n }) => [project, n])).toEqual([
    ["B", 7],
  ]);
  expect(answersByProject(COUNTS, "Y9", SCALE, null)).toEqual([]);
});
