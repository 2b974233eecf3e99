import { z } from "zod";
import { AppError } from "#server/app-error.ts";
import type { Database } from "#server/database/connection.ts";
import { BESIDE_DEFAULT, MEASURES } from "./measures.ts";

const KEY = "operations.beside";

/** By indicator the measures it should move with. */
export const beside = z
  .record(z.string().regex(/^[\w-]{1,40}$/), z.array(z.enum(MEASURES)).min(1))
  .default(BESIDE_DEFAULT);
export type Beside = z.infer<typeof beside>;

/**
 * The mapping in force: the newest version of the setting, or ours.
 * @throws AppError `bad_configuration` when the stored one is unusable
 */
export async function readBeside(db: Database): Promise<Beside> {
  const row = await db
    .selectFrom("setting")
    .select("value")
    .where("key", "=", KEY)
    .orderBy("version", "desc")
    .limit(1)
    .executeTakeFirst();
  if (!row) return BESIDE_DEFAULT;
  const parsed = beside.safeParse(row.value);
  if (!parsed.success)
    throw new AppError(
      "bad_configuration",
      `The setting ${KEY} is not usable: save it again as measures by indicator.`,
    );
  return parsed.data;
}
