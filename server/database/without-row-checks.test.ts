import { afterAll, expect, test } from "vitest";
import { testDatabase } from "#tests/database.ts";
import { openRecord } from "./connection.ts";
import { type Statements, statementsOf } from "./statements.ts";
import { withoutRowChecks } from "./without-row-checks.ts";

const database = await testDatabase();
const record = openRecord(database.url);
afterAll(async () => {
  await record.close();
  await database.drop();
});

const orphan = "insert into handover_batch (project_id, name, starts_on) values (999, 'x', '2025-01-01')";

async function inside(work: (run: Statements) => Promise<void>): Promise<void> {
  await record.db
    .transaction()
    .execute(async (tx) => {
      await work(statementsOf(tx));
      throw new Error("roll back");
    })
    .catch((failure: Error) => {
      if (failure.message !== "roll back") throw failure;
    });
}

test("rows are not checked within, and are again afterwards", async () => {
  await inside(async (run) => {
    await withoutRowChecks(run, () => run(orphan));
    await expect(run(orphan.replace("'x'", "'y'"))).rejects.toThrow(/foreign key/);
  });
});

test("a role that may not skip the checks has its rows checked", async () => {
  const role = `plain_${Date.now()}`;
  await statementsOf(record.db)(`create role ${role}`);
  await statementsOf(record.db)(`grant insert on handover_batch to ${role}`);
  await statementsOf(record.db)(`grant select on org_unit to ${role}`);
  await inside(async (run) => {
    await run(`set local role ${role}`);
    await expect(withoutRowChecks(run, () => run(orphan))).rejects.toThrow(/foreign key/);
  });
  await statementsOf(record.db)(`drop owned by ${role}`);
  await statementsOf(record.db)(`drop role ${role}`);
});
