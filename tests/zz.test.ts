import { test } from "vitest";
import { readdirSync } from "node:fs";
import { openRecord } from "#server/database/connection.ts";
import { importFile } from "#server/imports/import-file.ts";
import { testDatabase } from "#tests/database.ts";
test("x", async () => {
  const db = await testDatabase(); const record = openRecord(db.url, { max: 4 });
  const dir = "/work/shared/data/";
  console.log(readdirSync(dir).join(" "));
  for (const [source, path] of [["org", "org.xlsx"], ["ledger", "ledger.xlsx"]] as const) {
    console.log(source);
    const r = await Promise.race([importFile(record, { source, path: dir + path } as any, { dataDir: "/tmp" } as any).catch((e) => String(e.stack)), new Promise((r) => setTimeout(() => r("HANG"), 15000))]);
    console.log(JSON.stringify(r).slice(0, 600));
    if (r === "HANG") console.log(JSON.stringify((await record.pool.query("select pid,state,wait_event_type,wait_event,left(query,120) q from pg_stat_activity where datname=current_database()")).rows));
  }
}, 60000);
