import { shanghaiDate } from "#surveys/calendar-date.ts";
import { AppError } from "../../app-error.ts";
import { closeRecord, record } from "../../database/connection.ts";
import { env } from "../../env.ts";
import type { Channel } from "../../invitations/create-invitations.ts";
import { inviteWave } from "../../waves/invite/invite-wave.ts";
import { annualWaveOf } from "../../waves/wave-facts.ts";
import { commandLineManager } from "../../waves/wave-manager.ts";
import { type Command, flagNumber, flagText } from "../command.ts";

const USAGE = "invite --wave YEAR [--limit N] [--channel sms|wechat|letter|poster] --out FILE";
const CHANNELS = ["sms", "wechat", "letter", "poster"] as const satisfies readonly Channel[];

function wrong(message: string): AppError {
  return new AppError("usage", `${message}: use ov ${USAGE}`);
}

export const inviteCommand: Command = {
  name: "invite",
  usage: USAGE,
  about:
    "makes links for the sampled homes that have none, in a file for an SMS or WeChat vendor or a printer",
  flags: [
    { name: "wave", value: "YEAR", about: "the wave, e.g. 2025" },
    { name: "limit", value: "N", about: "at most so many homes" },
    { name: "channel", value: "NAME", about: "sms (default), wechat, letter or poster" },
    { name: "language", value: "CODE", about: "language the page opens in: zh-CN (default) or en" },
    {
      name: "out",
      value: "FILE",
      about: "csv or xlsx by its ending; a file that is there is never replaced",
    },
  ],
  run: async (invocation) => {
    const year = flagNumber(invocation, "wave");
    const path = flagText(invocation, "out");
    if (year === undefined || path === undefined || invocation.words.length > 0)
      throw wrong("Name the wave and the file");
    if (!/\.(csv|xlsx)$/i.test(path)) throw wrong("--out must end in .csv or .xlsx");
    const limit = flagNumber(invocation, "limit");
    if (limit !== undefined && limit < 1) throw wrong("--limit must be 1 or more");
    const channel = CHANNELS.find((known) => known === (flagText(invocation, "channel") ?? "sms"));
    if (!channel) throw wrong(`--channel must be one of ${CHANNELS.join(", ")}`);
    const language = flagText(invocation, "language") ?? "zh-CN";
    if (language !== "zh-CN" && language !== "en") throw wrong("--language must be zh-CN or en");
    const { db } = await record();
    try {
      const wave = await annualWaveOf(db, year);
      const { PUBLIC_URL, PORT } = env();
      const publicUrl = PUBLIC_URL ?? `http://localhost:${PORT}`;
      const made = await inviteWave(db, commandLineManager(), {
        waveId: wave.id,
        channel,
        language,
        publicUrl,
        path,
        today: shanghaiDate(new Date()),
        ...(limit !== undefined && { limit }),
      });
      invocation.say(`已生成 ${made.invited} 个链接：${path}。 ${made.invited} links written.`);
      if (PUBLIC_URL === undefined)
        invocation.say(
          `链接指向 ${publicUrl}；请设置 PUBLIC_URL 后再发给业主。 Set PUBLIC_URL before sending them to owners.`,
        );
      invocation.result({ wave: year, ...made, publicUrl });
    } finally {
      await closeRecord();
    }
  },
};
