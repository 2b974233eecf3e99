import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { identitySeal } from "./identity-seal.ts";

const keyOf = (secret: string) => (purpose: string) =>
  createHash("sha256").update(`${secret}/${purpose}`).digest();
const seal = identitySeal(keyOf("one"));

test("a sealed name opens again and never looks the same twice", () => {
  const [first, second] = [seal.seal("欧阳𠮷"), seal.seal("欧阳𠮷")];
  expect(first.equals(second)).toBe(false);
  expect(seal.open(first)).toBe("欧阳𠮷");
  expect(first.includes(Buffer.from("欧阳"))).toBe(false);
});

test("an altered seal, or another installation's, does not open", () => {
  const sealed = seal.seal("12012345678");
  const altered = Buffer.from(sealed);
  altered[15] = (altered[15] ?? 0) ^ 1;
  expect(() => seal.open(altered)).toThrow();
  expect(() => identitySeal(keyOf("two")).open(sealed)).toThrow();
});

test("equal numbers meet by hash, within one installation and one purpose", () => {
  expect(seal.phoneHash("12012345678").equals(seal.phoneHash("12012345678"))).toBe(true);
  expect(seal.phoneHash("12012345678").equals(seal.nameHash("12012345678"))).toBe(false);
  expect(seal.phoneHash("12012345678").equals(identitySeal(keyOf("two")).phoneHash("12012345678"))).toBe(
    false,
  );
});
