import { createCipheriv, createDecipheriv, createHmac, createSecretKey, randomBytes } from "node:crypto";
import { deriveKey } from "../secret.ts";

/** Seals what identifies a person, and makes keyed hashes by which equal values find each other unread. */
export type IdentitySeal = {
  /** AES-256-GCM: a version byte, the nonce, the sealed text and its tag. */
  readonly seal: (text: string) => Buffer;
  /** @throws Error when the value was altered or sealed with another secret */
  readonly open: (sealed: Uint8Array) => string;
  /** HMAC-SHA-256 of a normalised number (digits only). */
  readonly phoneHash: (digits: string) => Buffer;
  readonly nameHash: (name: string) => Buffer;
  /** HMAC-SHA-256 of an address in lower case. */
  readonly emailHash: (address: string) => Buffer;
  /** For network addresses and devices: tells equal ones, nothing else. */
  readonly networkHash: (address: string) => Buffer;
};

const VERSION = 1;
const NONCE = 12;
const TAG = 16;

function hasher(bytes: Buffer): (text: string) => Buffer {
  const key = createSecretKey(bytes);
  return (text) => createHmac("sha256", key).update(text, "utf8").digest();
}

/** The seal of this installation; keys come from its secret, one for each purpose. */
export function identitySeal(keyFor: (purpose: string) => Buffer = deriveKey): IdentitySeal {
  const key = keyFor("vault:identity:1");
  return {
    seal: (text) => {
      const nonce = randomBytes(NONCE);
      const cipher = createCipheriv("aes-256-gcm", key, nonce);
      const body = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
      return Buffer.concat([Buffer.of(VERSION), nonce, body, cipher.getAuthTag()]);
    },
    open: (sealed) => {
      const bytes = Buffer.from(sealed);
      if (bytes[0] !== VERSION || bytes.length < 1 + NONCE + TAG) throw new Error("not a sealed identity");
      const decipher = createDecipheriv("aes-256-gcm", key, bytes.subarray(1, 1 + NONCE));
      decipher.setAuthTag(bytes.subarray(-TAG));
      return Buffer.concat([decipher.update(bytes.subarray(1 + NONCE, -TAG)), decipher.final()]).toString(
        "utf8",
      );
    },
    phoneHash: hasher(keyFor("vault:phone-match:1")),
    nameHash: hasher(keyFor("vault:name-match:1")),
    emailHash: hasher(keyFor("vault:email-match:1")),
    networkHash: hasher(keyFor("vault:network-match:1")),
  };
}
