import { hash } from "node:crypto";

/** Letters and digits that nobody confuses on paper or on the phone. */
const ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/** The receipt number of a stored answer: ten characters made from its id, e.g. "7K3M9-QX2RD". */
export function receiptNumber(responseId: string): string {
  const bits = hash("sha256", `receipt:${responseId}`, "buffer").readBigUInt64BE();
  const characters = Array.from(
    { length: 10 },
    (_, index) => ALPHABET[Number((bits >> BigInt(5 * index)) & 31n)],
  );
  return `${characters.slice(0, 5).join("")}-${characters.slice(5).join("")}`;
}
