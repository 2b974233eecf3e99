import { createHmac, createSecretKey, type KeyObject } from "node:crypto";
import { deriveKey } from "../secret.ts";

/** Marks by which a reviewer sees that answers came from one device or network, and nothing else. */
export type Marks = { readonly device: Buffer | null; readonly network: Buffer | null };

export type MarkMaker = (waveId: number, device: string | undefined, address: string) => Marks;

function keyed(key: KeyObject, value: string): Buffer {
  return createHmac("sha256", key).update(value).digest().subarray(0, 16);
}

/** Makes marks with a key of each wave, so that they cannot be followed from one wave to the next. */
export function markMaker(): MarkMaker {
  const keys = new Map<number, KeyObject>();
  return (waveId, device, address) => {
    let key = keys.get(waveId);
    if (!key) {
      key = createSecretKey(deriveKey(`submissions:marks:${waveId}`));
      keys.set(waveId, key);
    }
    return {
      device: device === undefined ? null : keyed(key, `device:${device}`),
      network: address === "" ? null : keyed(key, `network:${address}`),
    };
  };
}
