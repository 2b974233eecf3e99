import type { Database } from "../database/connection.ts";
import { statementsOf } from "../database/statements.ts";
import { keepReceipts } from "./keep-receipts.ts";
import { RECEIPT_ALPHABET } from "./receipt.ts";

const LENGTH = 10;

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

/** The answers a receipt belongs to: one, but for a chance of one in 10^15. */
export async function answersOfReceipt(db: Database, receipt: string): Promise<readonly string[]> {
  const bits = receiptBits(receipt);
  if (bits === undefined) return [];
  await keepReceipts(db);
  const rows = await statementsOf(db)<{ id: string }>(
    "select response_id as id from receipt where bits = $1::bigint",
    [String(bits)],
  );
  return rows.map(({ id }) => id);
}
