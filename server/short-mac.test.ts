import { createHmac, randomBytes } from "node:crypto";
import { expect, test } from "vitest";
import { shortMac } from "./short-mac.ts";

test("it is the beginning of node's own HMAC-SHA-256, whatever the lengths", () => {
  for (const length of [1, 31, 32, 63, 64]) {
    const key = randomBytes(length);
    const mac = shortMac(key);
    for (const text of ["", "a", "业主之声", "x".repeat(64), "y".repeat(1_000), "16 characters ok", "🏠"]) {
      const whole = createHmac("sha256", key).update(text).digest();
      expect(mac(text)).toBe(whole.subarray(0, 6).toString("base64url"));
    }
  }
});

test("a published value comes out: RFC 4231, case 2", () => {
  expect(shortMac(Buffer.from("Jefe"))("what do ya want for nothing?")).toBe(
    Buffer.from("5bdcc146bf60", "hex").toString("base64url"),
  );
});

test("a key of no bytes, or of more than a block, is refused", () => {
  expect(() => shortMac(Buffer.alloc(0))).toThrow(RangeError);
  expect(() => shortMac(Buffer.alloc(65))).toThrow(RangeError);
});
