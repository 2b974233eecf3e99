import type { Statements } from "../database/statements.ts";
import { type IdentitySeal, identitySeal } from "./identity-seal.ts";

/** Whether this installation's secret opens what the record has sealed; undefined while nothing is. Tells no identity. */
export async function sealFits(
  run: Statements,
  seal: IdentitySeal = identitySeal(),
): Promise<boolean | undefined> {
  const [one] = await run<{ sealed: Buffer }>("select sealed from vault.phone limit 1", []);
  if (!one) return undefined;
  try {
    seal.open(one.sealed);
    return true;
  } catch {
    return false;
  }
}
