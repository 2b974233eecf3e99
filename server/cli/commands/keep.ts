import { AppError } from "../../app-error.ts";
import { keepMissingNumbers } from "../../definitions/keep-missing-numbers.ts";
import { publishReadings } from "../../definitions/publish-readings.ts";
import { withSources } from "../../scoring/answer-from-database.ts";
import { needReason } from "../../waves/move-wave.ts";
import { annualWaveOf } from "../../waves/wave-facts.ts";
import { commandLineManager } from "../../waves/wave-manager.ts";
import { type Command, flagNumber, flagText } from "../command.ts";

const USAGE = "keep [--wave YEAR --definition ID@VERSION --reason TEXT]";

export const keepCommand: Command = {
  name: "keep",
  usage: USAGE,
  about: "keeps the numbers of published waves that have none yet, or restates a wave's beside them",
  flags: [
    { name: "wave", value: "YEAR", about: "the year-end wave to restate" },
    { name: "definition", value: "ID@VERSION", about: "published version to restate it under" },
    { name: "reason", value: "TEXT", about: "why, for those who read the log" },
  ],
  run: async (invocation) => {
    const { words, say, result } = invocation;
    const year = flagNumber(invocation, "wave");
    const [, id, version] = /^([a-z][a-z0-9-]*)@(\d+)$/.exec(flagText(invocation, "definition") ?? "") ?? [];
    const reason = flagText(invocation, "reason");
    const given = [year, flagText(invocation, "definition"), reason].filter((each) => each !== undefined);
    const by = commandLineManager();
    if (words.length > 0 || given.length % 3 !== 0)
      throw new AppError("usage", `A wave is restated with all three of them: use ov ${USAGE}`);
    if (year === undefined || reason === undefined) {
      const kept = await withSources((sources) => keepMissingNumbers(sources, by));
      for (const wave of kept)
        say(
          `${wave.year} 年度：已存档 ${wave.readings} 个数值。 ${wave.readings} numbers of ${wave.year} are kept now.`,
        );
      if (kept.length === 0)
        say("已发布的年度数值均已存档。 The numbers of every published year-end wave are kept already.");
      result({ kept });
      return;
    }
    if (id === undefined || version === undefined)
      throw new AppError("usage", `--definition must be like owner-satisfaction@2: use ov ${USAGE}`);
    const why = needReason(reason);
    const restated = await withSources(async (sources) => {
      const wave = await annualWaveOf(sources.db, year);
      const restate = { id, version: Number(version), reason: why };
      return publishReadings(sources, by, { waveId: wave.id, restate });
    });
    say(
      `${year} 年度：已按 ${id}@${version} 重算并存档 ${restated.readings} 个数值。 ${restated.readings} numbers of ${year} are kept as restated under ${id}@${version}.`,
    );
    result({ restated: { year, ...restated } });
  },
};
