import { sha256 } from "../sha256.ts";

/** Letters and digits that nobody confuses on paper or on the phone. */
export const RECEIPT_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/** The receipt number of a stored answer: ten characters made from its id, e.g. "7K3M9-QX2RD". */
export function receiptNumber(responseId: string): string {
  const digest = sha256(`receipt:${responseId}`);
  // the last 50 of the first 64 bits, the lowest five first
  const [low, high] = [digest.readUInt32BE(4), digest.readUInt32BE(0)];
  let number = "";
  for (let index = 0; index < 10; index++) {
    const shift = 5 * index;
    const bits =
      shift < 32 ? (low >>> shift) | (shift > 27 ? high << (32 - shift) : 0) : high >>> (shift - 32);
    number += `${index === 5 ? "-" : ""}${RECEIPT_ALPHABET[bits & 31]}`;
  }
  return number;
}
