import { readFileSync, writeFileSync } from "node:fs";
import { expect, test } from "vitest";
import wabt from "wabt";

/** Programs for the inner loops, written as text; the code beside each is made of it. */
const KERNELS = ["analytics/pair-kernel", "server/imports/readers/delimited/cell-kernel"];

test.each(KERNELS)("the code of %s is what its text says", async (name) => {
  const [text, code] = [`${name}.wat`, `${name}-code.ts`].map(
    (path) => new URL(`../${path}`, import.meta.url),
  );
  if (!text || !code) throw new Error(name);
  const { parseWat } = await wabt();
  const module = parseWat(name, readFileSync(text, "utf8"), { simd: true });
  module.validate();
  const made = Buffer.from(module.toBinary({}).buffer).toString("base64");
  module.destroy();
  const kept = /"([A-Za-z0-9+/=]{9,})"/;
  if (process.env.UPDATE) writeFileSync(code, readFileSync(code, "utf8").replace(kept, `"${made}"`));
  expect(kept.exec(readFileSync(code, "utf8"))?.[1]).toBe(made);
});
