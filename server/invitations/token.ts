import { randomBytes } from "node:crypto";
import { sha256 } from "../sha256.ts";

const BYTES = 18;
const CHARACTERS = 24;

/** A new access token, and what the record keeps of it. */
export type NewToken = { readonly token: string; readonly hash: Buffer };

/** New access tokens: each 144 random bits in 24 characters that need no escaping in a link. */
export function newTokens(count: number): readonly NewToken[] {
  // 18 bytes are 24 characters without a rest, so all of them can be written in one go
  const all = randomBytes(BYTES * count).toString("base64url");
  return Array.from({ length: count }, (_, place) => {
    const token = all.slice(CHARACTERS * place, CHARACTERS * (place + 1));
    return { token, hash: tokenHash(token) };
  });
}

/** What the record keeps of a token: 32 bytes from which it cannot be found again. */
export function tokenHash(token: string): Buffer {
  return sha256(token);
}
