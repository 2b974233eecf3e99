import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import type { IndexDefinition } from "./index-definition.ts";

/** JSON with the keys of every object in order and nothing undefined: equal data, equal text. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map((entry) => canonicalJson(entry ?? null)).join(",")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const entries = Object.entries(value)
    .filter(([, entry]) => entry !== undefined)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, entry]) => `${JSON.stringify(key)}:${canonicalJson(entry)}`);
  return `{${entries.join(",")}}`;
}

/**
 * Identity of a definition: SHA-256 (hexadecimal) of its canonical JSON. Takes a parsed definition, so that a default
 * left out and one written down are the same.
 */
export function definitionHash(definition: IndexDefinition): string {
  return bytesToHex(sha256(utf8ToBytes(canonicalJson(definition))));
}
