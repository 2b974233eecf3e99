import type { OpenRecord } from "../database/connection.ts";
import { pageReply } from "../http/compress.ts";
import type { Door } from "../http/exchange.ts";
import { type RetentionSettings, retentionSettings } from "../retention/settings.ts";
import { PAGE_HEADERS } from "./document.ts";
import { type PrivacyContact, privacyPage } from "./privacy.ts";
import { choiceCookies, readingOf } from "./reading.ts";

const CONTACT = `
  select (select name from org_unit where kind = 'group' order by id limit 1) as name,
         (select name_en from org_unit where kind = 'group' order by id limit 1) as name_en,
         (select value from setting where key = 'privacy.contact' order by version desc limit 1) as contact`;

type Row = { readonly name: string | null; readonly name_en: string | null; readonly contact: unknown };

async function privacyContact({ pool }: Pick<OpenRecord, "pool">): Promise<PrivacyContact> {
  const { rows } = await pool.query<Row>(CONTACT);
  const name = rows[0]?.name ?? "开发商";
  const contact = rows[0]?.contact;
  return {
    organisation: { zh: name, en: rows[0]?.name_en ?? rows[0]?.name ?? "the developer" },
    contact: typeof contact === "string" ? contact : undefined,
  };
}

/** What is promised is what the loop of `server/retention/` does. */
function promised({ pool }: Pick<OpenRecord, "pool">): Promise<RetentionSettings> {
  return retentionSettings(
    async <Row>(text: string, values: readonly unknown[] = []) =>
      (await pool.query(text, [...values])).rows as Row[],
  );
}

/** `/privacy`: the full notice, open to everybody. Setting `privacy.contact` holds a phone or address as text. */
export function privacyDoor(record: Pick<OpenRecord, "pool">): Door {
  return {
    name: "/privacy",
    opens: (path) => path === "/privacy",
    async answer(request) {
      const page = privacyPage(readingOf(request), await privacyContact(record), await promised(record));
      return pageReply(request, 200, page, { ...PAGE_HEADERS, "Set-Cookie": choiceCookies(request) });
    },
  };
}
