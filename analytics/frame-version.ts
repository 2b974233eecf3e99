import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import type { Stratum } from "./moments.ts";

const KNOWN = new WeakMap<readonly Stratum[], string | undefined>();

function versionOf(strata: readonly Stratum[]): string | undefined {
  const counted = strata.filter(({ population }) => population !== undefined);
  if (counted.length === 0) return undefined;
  const rows = counted
    .map(({ key, population }) => JSON.stringify([key, population]))
    .toSorted((a, b) => (a < b ? -1 : 1));
  return bytesToHex(sha256(utf8ToBytes(rows.join("\n"))));
}

/**
 * Identity of the frame a number stands on: SHA-256 (hexadecimal) over the owners of every stratum, in the order of the
 * strata's keys. It changes when owners come, go or move between strata, and with nothing else. Undefined where no
 * population is known.
 */
export function frameVersion(strata: readonly Stratum[]): string | undefined {
  if (!KNOWN.has(strata)) KNOWN.set(strata, versionOf(strata));
  return KNOWN.get(strata);
}
