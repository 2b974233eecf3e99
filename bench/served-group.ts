import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createDemoPeople } from "#seeds/demo/demo-people.ts";
import { seedDatabase } from "#seeds/seed-database.ts";
import { closeRecord, record } from "#server/database/connection.ts";
import { shanghaiDate } from "#surveys/calendar-date.ts";
import { runServer } from "#tests/running-server.ts";

export type ServedGroup = {
  readonly url: string;
  /** Of the accounts of the synthetic group. */
  readonly password: string;
  readonly end: () => Promise<void>;
};

/** The synthetic group behind the production build, with a database of its own. */
export async function servedGroup(owners: number): Promise<ServedGroup> {
  const dataDir = mkdtempSync(join(tmpdir(), "ownervoice-bench-"));
  chmodSync(dataDir, 0o711);
  process.env.DATA_DIR = dataDir;
  const opened = await record();
  const asOf = shanghaiDate(new Date());
  await seedDatabase(opened, { owners, seed: 11, asOf, reset: false }, () => undefined);
  const { password } = await createDemoPeople(opened.db);
  const server = await runServer({ DATA_DIR: dataDir, DEMO: "1" }, []);
  await closeRecord();
  return {
    url: server.url,
    password,
    end: async () => {
      server.child.kill("SIGTERM");
      await server.ended;
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
