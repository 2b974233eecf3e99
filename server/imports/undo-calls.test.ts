import { tmpdir } from "node:os";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type House, openHouse } from "#tests/security/house.ts";
import { undoImport } from "./undo-import.ts";

let house: House;

beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.close());

test("calls an import brought go with it, those it changed are as before", async () => {
  const { record, unit } = house;
  const write = (
    client: { query: (text: string, values: unknown[]) => Promise<unknown> },
    no: string,
    seconds: number,
  ) =>
    client.query(
      `insert into hotline_call (project_id, call_no, started_at, queue_seconds, answered) values ($1, $2, '2025-06-01', $3, true)
       on conflict (project_id, call_no) do update set queue_seconds = excluded.queue_seconds`,
      [unit("A1"), no, seconds],
    );
  await write(record.pool, "before", 7);
  const { id } = await record.db
    .insertInto("import_run")
    .values({
      source: "hotline",
      file_name: "热线.csv",
      file_hash: Buffer.alloc(32),
      bytes: 1,
      rows: 2,
      counts: JSON.stringify({ accept: 1, update: 1 }),
      started_at: new Date("2025-06-02T00:00:00Z"),
      state: "applied",
    })
    .returning("id")
    .executeTakeFirstOrThrow();
  const client = await record.pool.connect();
  await client.query("begin");
  await client.query("select set_config('ownervoice.import', $1, true)", [String(id)]);
  await write(client, "new", 3);
  await write(client, "before", 9);
  await client.query("commit");
  client.release();

  await undoImport(record, id, { dataDir: tmpdir() });
  const calls = await record.db.selectFrom("hotline_call").select(["call_no", "queue_seconds"]).execute();
  expect(calls).toEqual([{ call_no: "before", queue_seconds: 7 }]);
});
