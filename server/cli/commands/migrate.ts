import { closeRecord, record } from "../../database/connection.ts";
import type { Command } from "../command.ts";

export const migrateCommand: Command = {
  name: "migrate",
  usage: "migrate",
  about: "brings the database up to date (also done at start)",
  flags: [],
  run: async ({ say, result }) => {
    const { db } = await record();
    try {
      const applied = await db.selectFrom("migration").select("name").orderBy("name").execute();
      say(`数据库已是最新，共 ${applied.length} 个迁移。 The database is up to date.`);
      result({ applied: applied.map(({ name }) => name) });
    } finally {
      await closeRecord();
    }
  },
};
