import { analysisPath } from "../../analysis/analysis.ts";
import { commandAnalysis } from "../../analysis/command-analysis.ts";
import { closeRecord, record } from "../../database/connection.ts";
import type { Command } from "../command.ts";

export const loadCommand: Command = {
  name: "load",
  usage: "load [--rebuild]",
  about: "takes what changed on the record over into the analysis (a running server does so by itself)",
  flags: [{ name: "rebuild", about: "from nothing; a running server does the same at its next look" }],
  run: async ({ flags, say, result }) => {
    const opened = await record();
    try {
      const rebuild = flags.rebuild === true;
      const { analysis, report, heldBy } = await commandAnalysis(opened, analysisPath(), { rebuild });
      await analysis.close();
      if (heldBy !== undefined && rebuild) {
        // another identity of the record is what makes every analysis of it start from nothing
        await opened.pool.query("update record_epoch set epoch = gen_random_uuid(), since = now()");
      }
      const { responses, dataVersion, milliseconds } = report;
      say(
        `分析已更新：${responses} 份有效答卷，数据版本 ${dataVersion}，用时 ${Math.round(milliseconds)} 毫秒。 ` +
          `${responses} counted responses, data version ${dataVersion}.`,
      );
      if (heldBy !== undefined) {
        say(
          `分析文件由进程 ${heldBy} 使用，此处另建一份核对${rebuild ? "，该进程随即重建" : ""}。 ` +
            `Process ${heldBy} has the file; this was a private analysis of the same record.`,
        );
      }
      result({ ...report, heldBy: heldBy ?? null });
    } finally {
      await closeRecord();
    }
  },
};
