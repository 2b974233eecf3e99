import { networkOfAddress } from "../auth/network.ts";
import { deriveKey } from "../secret.ts";
import { sha256 } from "../sha256.ts";

/** Marks by which a reviewer sees that answers came from one device or network, and nothing else. */
export type Marks = { readonly device: Buffer | null; readonly network: Buffer | null };

export type MarkMaker = (waveId: number, device: string | undefined, address: string) => Marks;

// Half of the digest is kept, so nobody can lengthen what was hashed; an HMAC object costs ten times as much.
function keyed(key: string, value: string): Buffer {
  return sha256(key + value).subarray(0, 16);
}

/**
 * Makes marks with a key of each wave, so that they cannot be followed from one wave to the next. A network's mark is the
 * same for every address of it: a phone changes its IPv6 address by the hour, and staff sign in from others.
 */
export function markMaker(): MarkMaker {
  const keys = new Map<number, string>();
  return (waveId, device, address) => {
    let key = keys.get(waveId);
    if (!key) {
      key = deriveKey(`submissions:marks:${waveId}`).toString("hex");
      keys.set(waveId, key);
    }
    return {
      device: device === undefined ? null : keyed(key, `device:${device}`),
      network: address === "" ? null : keyed(key, `network:${networkOfAddress(address)}`),
    };
  };
}
