import { expect, it } from "vitest";
import { type CopyValue, NO_ROOM, writeCopyRow } from "./copy-text.ts";

function line(values: readonly CopyValue[]): string {
  const into = Buffer.alloc(4096);
  return into.toString("utf8", 0, writeCopyRow(into, 0, values));
}

it("writes values so that COPY reads them back", () => {
  expect(line(["a", 1, true, null, undefined, -12, 0.5])).toBe("a\t1\ttrue\t\\N\t\\N\t-12\t0.5\n");
  expect(line(["tab\tline\nback\\slash\r"])).toBe("tab\\tline\\nback\\\\slash\\r\n");
  expect(line([Buffer.from([1, 255])])).toBe("\\\\x01ff\n");
  expect(line([{ a: "x\ny" }, ["b"]])).toBe('{"a":"x\\\\ny"}\t["b"]\n');
});

it("keeps an empty first value apart from the second", () => {
  expect(line(["", "b"])).toBe("\tb\n");
});

it("writes Chinese, control characters and long texts as they are", () => {
  const long = `${"很满意，😀".repeat(40)}\\`;
  expect(line(["满意(4)", "a\u0001b\u007f", long])).toBe(`满意(4)\ta\u0001b\u007f\t${long}\\\n`);
});

it("says when a row has no room, wherever it ends", () => {
  const values = ["abc", "满意", 42, null, Buffer.from([7]), { a: 1 }, "z".repeat(60)];
  const whole = line(values);
  const { length } = Buffer.from(whole);
  for (let size = 0; size < length; size++)
    expect(writeCopyRow(Buffer.alloc(size), 0, values), `${size} bytes`).toBe(NO_ROOM);
  const into = Buffer.alloc(length * 2 + 200, "#");
  expect(into.toString("utf8", 5, writeCopyRow(into, 5, values))).toBe(whole);
  expect(into.toString("latin1", 0, 5)).toBe("#####");
});
