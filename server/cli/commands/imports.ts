import { AppError } from "../../app-error.ts";
import { closeRecord, record } from "../../database/connection.ts";
import { env } from "../../env.ts";
import { listImports } from "../../imports/list-imports.ts";
import { undoImport } from "../../imports/undo-import.ts";
import type { Command } from "../command.ts";

const USAGE = "imports list | imports undo <id>";

function importId(word: string | undefined): number {
  if (word === undefined || !/^\d{1,15}$/.test(word))
    throw new AppError("usage", `Name the import by its number: use ov ${USAGE}`);
  return Number(word);
}

export const importsCommand: Command = {
  name: "imports",
  usage: USAGE,
  about: "past imports; undo restores the state before one",
  flags: [],
  run: async ({ words: [deed, id], say, result }) => {
    if (deed !== "list" && deed !== "undo") throw new AppError("usage", `Say list or undo: use ov ${USAGE}`);
    const undone = deed === "undo" ? importId(id) : undefined;
    try {
      const opened = await record();
      if (undone !== undefined) {
        const done = await undoImport(opened, undone, { dataDir: env().dataDir });
        say(`已撤销导入 ${done.import}（${done.file}）。 Import ${done.import} is undone.`);
        result(done);
        return;
      }
      const past = await listImports(opened);
      for (const { id, source, file, rows, state, at, counts } of past)
        say(
          `${id}\t${new Date(at).toISOString()}\t${source}\t${state}\t${rows}\t${counts.accept ?? 0} accept\t${file}`,
        );
      if (past.length === 0) say("还没有导入。 Nothing has been imported yet.");
      result(past);
    } finally {
      await closeRecord();
    }
  },
};
