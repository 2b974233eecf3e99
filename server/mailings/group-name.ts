import type { Database } from "#server/database/connection.ts";
import type { MailingLanguage } from "./mailing-language.ts";

/** Name of the group, as owners are written to in a language; empty while there is none. */
export async function groupName(db: Database, language: MailingLanguage): Promise<string> {
  const group = await db
    .selectFrom("org_unit")
    .select(["name", "name_en"])
    .where("kind", "=", "group")
    .orderBy("id")
    .limit(1)
    .executeTakeFirst();
  return (language === "en" ? group?.name_en : undefined) ?? group?.name ?? "";
}
