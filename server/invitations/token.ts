import { hash, randomBytes } from "node:crypto";

/** A new access token: 144 random bits in 24 characters that need no escaping in a link. */
export function newToken(): string {
  return randomBytes(18).toString("base64url");
}

/** What the record keeps of a token: 32 bytes from which it cannot be found again. */
export function tokenHash(token: string): Buffer {
  return hash("sha256", token, "buffer");
}
