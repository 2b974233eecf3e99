import { randomBytes } from "node:crypto";
import { expect, test } from "vitest";
import { sha256 } from "../sha256.ts";
import { ownMint, tokenHash, tokenMint } from "./token.ts";

const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

const mint = tokenMint(randomBytes(32));
const [{ token, hash } = { token: "", hash: Buffer.alloc(0) }] = mint.newTokens(1);

test("tokens are 24 characters of a link, all different, hashed as they are written and genuine", () => {
  const made = mint.newTokens(2_000);
  expect(new Set(made.map((each) => each.token.slice(0, 16))).size).toBe(2_000);
  for (const each of made) {
    expect(each.token).toMatch(/^[A-Za-z0-9_-]{24}$/);
    expect(each.hash.equals(sha256(each.token))).toBe(true);
    expect(mint.isGenuine(each.token)).toBe(true);
  }
  expect(tokenHash(token).equals(hash)).toBe(true);
});

test("every one of its 144 bits matters", () => {
  for (const [at, character] of [...token].entries()) {
    for (let bit = 1; bit < 64; bit *= 2) {
      const other = ALPHABET[ALPHABET.indexOf(character) ^ bit];
      const altered = token.slice(0, at) + other + token.slice(at + 1);
      expect(altered).not.toBe(token);
      expect(mint.isGenuine(altered), altered).toBe(false);
    }
  }
});

test("those of another secret are not ours, and ours not theirs", () => {
  const theirs = tokenMint(randomBytes(32));
  for (const each of theirs.newTokens(50)) expect(mint.isGenuine(each.token)).toBe(false);
  expect(theirs.isGenuine(token)).toBe(false);
  expect(ownMint().isGenuine(token)).toBe(false);
  expect(
    ownMint()
      .newTokens(3)
      .every((each) => ownMint().isGenuine(each.token)),
  ).toBe(true);
});

test("cut, lengthened, turned about or in another alphabet it is refused", () => {
  const wide = [...token].map((character) => String.fromCodePoint(0x100 + (character.codePointAt(0) ?? 0)));
  const refused = [
    "",
    ...Array.from(token, (_, length) => token.slice(0, length)),
    `${token}A`,
    `${token}=`,
    `${token}\0`,
    ` ${token}`,
    token + token,
    token.slice(16) + token.slice(0, 16),
    [...token].toReversed().join(""),
    Buffer.from(token, "base64url").toString("hex"),
    token.slice(0, 16) + wide.slice(16).join(""),
    wide.slice(0, 16).join("") + token.slice(16),
    `${token.slice(0, 23)}é`,
    "x".repeat(4_000),
    "业".repeat(24),
  ];
  for (const each of refused) expect(mint.isGenuine(each), each).toBe(false);
  // what the two further characters of plain base64 stand for is another link
  for (const each of mint.newTokens(400)) {
    const plain = each.token.replaceAll("-", "+").replaceAll("_", "/");
    expect(mint.isGenuine(plain)).toBe(plain === each.token);
  }
});

test("an invented one passes once in 2^48: never here", () => {
  for (let nth = 0; nth < 20_000; nth++)
    expect(mint.isGenuine(randomBytes(18).toString("base64url"))).toBe(false);
});
