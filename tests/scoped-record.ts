import { type OpenRecord, openRecord } from "#server/database/connection.ts";
import type { Role } from "#server/scope/capabilities.ts";
import { makeScope, type Scope } from "#server/scope/scope.ts";
import type { CalendarDate } from "#surveys/calendar-date.ts";
import { testDatabase } from "./database.ts";

/** A database with people who ask, without anybody signing in. */
export type ScopedRecord = {
  readonly record: OpenRecord;
  readonly url: string;
  /** The scope of a person with a role for a unit; the person is made when new. */
  readonly as: (name: string, role: Role, unitId: number | null) => Promise<Scope>;
  readonly close: () => Promise<void>;
};

/** Opens a fresh, migrated database. @param today the day scopes are made for */
export async function scopedRecord(today: CalendarDate): Promise<ScopedRecord> {
  const database = await testDatabase();
  const record = openRecord(database.url, { max: 6 });
  const known = new Set<string>();
  return {
    record,
    url: database.url,
    async as(name, role, unitId) {
      if (!known.has(`${name}/${role}/${unitId}`)) {
        const person = { id: name, name, email: `${name}@ownervoice.test` };
        await record.db
          .insertInto("user")
          .values(person)
          .onConflict((conflict) => conflict.doNothing())
          .execute();
        await record.db
          .insertInto("role_grant")
          .values({ user_id: name, role, unit_id: unitId, valid_from: "2020-01-01" })
          .execute();
        known.add(`${name}/${role}/${unitId}`);
      }
      return makeScope(record.db, name, today);
    },
    async close() {
      await record.close();
      await database.drop();
    },
  };
}
