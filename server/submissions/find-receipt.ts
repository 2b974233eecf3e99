import type { Statements } from "../database/statements.ts";
import { RECEIPT_ALPHABET } from "./receipt.ts";

const LENGTH = 10;
/** The last 50 of 64 bits. */
const MASK = (1n << 50n) - 1n;

/** What people write for the letters a receipt does not have. */
const ALIKE: Readonly<Record<string, string>> = { O: "0", I: "1", L: "1", U: "V" };

/** The number a receipt stands for; undefined for what is none. Small letters, spaces and a missing hyphen are forgiven. */
function receiptBits(receipt: string): bigint | undefined {
  const signs = receipt.toUpperCase().replace(/[\s-]/g, "");
  if (signs.length !== LENGTH) return undefined;
  let bits = 0n;
  for (const sign of [...signs].toReversed()) {
    const value = RECEIPT_ALPHABET.indexOf(ALIKE[sign] ?? sign);
    if (value < 0) return undefined;
    bits = (bits << 5n) | BigInt(value);
  }
  return bits;
}

/**
 * The answers a receipt belongs to: one, but for a chance of one in 10^15. All answers are gone through, which takes about a second
 * a million: for rare questions.
 */
export async function answersOfReceipt(run: Statements, receipt: string): Promise<readonly string[]> {
  const bits = receiptBits(receipt);
  if (bits === undefined) return [];
  const rows = await run<{ id: string }>(
    `select id from response
     where ('x' || encode(substr(sha256(convert_to('receipt:' || id::text, 'UTF8')), 1, 8), 'hex'))::bit(64)::bigint & $1::bigint = $2::bigint`,
    [String(MASK), String(bits)],
  );
  return rows.map(({ id }) => id);
}
