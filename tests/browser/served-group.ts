import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createDemoLinks, type DemoLink } from "#seeds/demo/demo-links.ts";
import { createDemoPeople } from "#seeds/demo/demo-people.ts";
import { seedDatabase } from "#seeds/seed-database.ts";
import { openRecord } from "#server/database/connection.ts";
import { shanghaiDate } from "#surveys/calendar-date.ts";
import { testDatabase } from "#tests/database.ts";
import { runServer } from "#tests/running-server.ts";

export type ServedGroup = {
  readonly url: string;
  readonly password: string;
  /** The record behind it, for what a browser cannot reach. */
  readonly databaseUrl: string;
  readonly links: readonly DemoLink[];
  /** Ids of the organisation's units by code. */
  readonly units: ReadonlyMap<string, number>;
  readonly end: () => Promise<void>;
};

/** The synthetic group, in whose wave nobody was written to yet, behind the production build of the whole product, on a port of its own. */
export async function serveGroup(owners = 6_000): Promise<ServedGroup> {
  const dataDir = mkdtempSync(join(tmpdir(), "ownervoice-browser-"));
  chmodSync(dataDir, 0o711);
  const database = await testDatabase();
  const record = openRecord(database.url, { max: 4 });
  const asOf = shanghaiDate(new Date());
  await seedDatabase(record, { owners, seed: 11, asOf, reset: false, contacts: false }, () => undefined);
  const { password } = await createDemoPeople(record.db);
  const links = await createDemoLinks(record.db);
  const units = await record.db.selectFrom("org_unit").select(["id", "code"]).execute();
  await record.close();
  const server = await runServer({ DATABASE_URL: database.url, DATA_DIR: dataDir, DEMO: "1" }, []);
  return {
    url: server.url,
    password,
    databaseUrl: database.url,
    links,
    units: new Map(units.map(({ id, code }) => [code, id])),
    end: async () => {
      server.child.kill("SIGTERM");
      await server.ended;
      await database.drop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
