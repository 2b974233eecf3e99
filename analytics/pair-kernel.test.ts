import { readFileSync, writeFileSync } from "node:fs";
import { expect, test } from "vitest";
import wabt from "wabt";
import { PAIR_KERNEL_CODE } from "./pair-kernel-code.ts";

const TEXT = new URL("pair-kernel.wat", import.meta.url);
const CODE = new URL("pair-kernel-code.ts", import.meta.url);

test("the kernel's code is what its text says", async () => {
  const { parseWat } = await wabt();
  const module = parseWat("pair-kernel.wat", readFileSync(TEXT, "utf8"), { simd: true });
  module.validate();
  const code = Buffer.from(module.toBinary({}).buffer).toString("base64");
  module.destroy();
  if (process.env.UPDATE) {
    writeFileSync(CODE, readFileSync(CODE, "utf8").replace(/"[A-Za-z0-9+/=]{9,}"/, `"${code}"`));
  } else {
    expect(PAIR_KERNEL_CODE).toBe(code);
  }
});
