import { expect, it } from "vitest";
import { copyLine } from "./copy-text.ts";

it("writes values so that COPY reads them back", () => {
  expect(copyLine(["a", 1, true, null, undefined])).toBe("a\t1\ttrue\t\\N\t\\N\n");
  expect(copyLine(["tab\tline\nback\\slash\r"])).toBe("tab\\tline\\nback\\\\slash\\r\n");
  expect(copyLine([Buffer.from([1, 255])])).toBe("\\\\x01ff\n");
  expect(copyLine([{ a: "x\ny" }, ["b"]])).toBe('{"a":"x\\\\ny"}\t["b"]\n');
});

it("keeps an empty first value apart from the second", () => {
  expect(copyLine(["", "b"])).toBe("\tb\n");
});
