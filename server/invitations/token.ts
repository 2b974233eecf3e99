import { randomBytes, timingSafeEqual } from "node:crypto";
import { deriveKey } from "../secret.ts";
import { sha256 } from "../sha256.ts";
import { shortMac } from "../short-mac.ts";

const RANDOM_BYTES = 12;
const RANDOM_CHARACTERS = 16;
const SIGNATURE_CHARACTERS = 8;

/** A new access token, and what the record keeps of it. */
export type NewToken = { readonly token: string; readonly hash: Buffer };

export type TokenMint = {
  /** New access tokens: each 96 random bits and their signature of 48, in 24 characters that need no escaping in a link. */
  readonly newTokens: (count: number) => readonly NewToken[];
  /** Whether this mint made it: takes as long for one that is wrong at its end as for one that is wrong at once. */
  readonly isGenuine: (token: string) => boolean;
};

/** Makes and recognises the tokens of one key. */
export function tokenMint(key: Buffer): TokenMint {
  const sign = shortMac(key);
  return {
    newTokens: (count) => {
      // 12 bytes are 16 characters without a rest, so all of them can be written in one go
      const all = randomBytes(RANDOM_BYTES * count).toString("base64url");
      return Array.from({ length: count }, (_, place) => {
        const random = all.slice(RANDOM_CHARACTERS * place, RANDOM_CHARACTERS * (place + 1));
        const token = random + sign(random);
        return { token, hash: tokenHash(token) };
      });
    },
    isGenuine: (token) => {
      const given = Buffer.from(token.slice(RANDOM_CHARACTERS));
      const due = Buffer.from(sign(token.slice(0, RANDOM_CHARACTERS)));
      return given.length === SIGNATURE_CHARACTERS && timingSafeEqual(given, due);
    },
  };
}

let own: TokenMint | undefined;

/** The mint of this installation: its key comes from the installation secret. */
export function ownMint(): TokenMint {
  own ??= tokenMint(deriveKey("invitations:links:1"));
  return own;
}

/** What the record keeps of a token: 32 bytes from which it cannot be found again. */
export function tokenHash(token: string): Buffer {
  return sha256(token);
}
