import { basename, dirname } from "node:path";
import { AppError } from "../../app-error.ts";
import { readPassport } from "../../scoring/read-passport.ts";
import { recomputeAny } from "../../scoring/recompute.ts";
import { verifyNumbers } from "../../scoring/verify-passport.ts";
import type { Command } from "../command.ts";

const USAGE = "verify PASSPORT.json";

export const verifyCommand: Command = {
  name: "verify",
  usage: USAGE,
  about: "computes the numbers of a passport again and compares them to the digit",
  flags: [],
  run: async ({ words, say, result }) => {
    const [path] = words;
    if (path === undefined || words.length > 1)
      throw new AppError("usage", `Name one passport: use ov ${USAGE}`);
    const { claim, now } = await recomputeAny(await readPassport(path), dirname(path));
    const compared = verifyNumbers(claim, now);
    const { definition, data } = claim;
    const { id, version } = definition;
    say(
      `${basename(path)}：${compared} 个数值逐位一致（口径 ${id}@${version}）。 All ${compared} numbers come out the same to the digit.`,
    );
    result({ verified: true, numbers: compared, definition, data });
  },
};
