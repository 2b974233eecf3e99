import { basename, dirname } from "node:path";
import { AppError } from "../../app-error.ts";
import { readPassport } from "../../scoring/read-passport.ts";
import { recomputeAny } from "../../scoring/recompute.ts";
import { verifyNumbers } from "../../scoring/verify-passport.ts";
import { type Command, flagNumber, type Invocation } from "../command.ts";

const USAGE = "verify (PASSPORT.json | --wave YEAR)";

async function verifyPassport(path: string, { say, result }: Invocation): Promise<void> {
  const { claim, now } = await recomputeAny(await readPassport(path), dirname(path));
  const compared = verifyNumbers(claim, now);
  const { definition, data } = claim;
  const { id, version } = definition;
  say(
    `${basename(path)}：${compared} 个数值逐位一致（口径 ${id}@${version}）。 All ${compared} numbers come out the same to the digit.`,
  );
  result({ verified: true, numbers: compared, definition, data });
}

async function verifyKept(year: number, { say, result }: Invocation): Promise<void> {
  const { withSources } = await import("../../scoring/answer-from-database.ts");
  const { verifyWave } = await import("../../definitions/verify-wave.ts");
  const verifications = await withSources((sources) => verifyWave(sources, year));
  const publications = verifications.map(({ compared, publication }) => {
    const { kind, definition, publishedAt } = publication;
    const name = `${definition.id}@${definition.version}`;
    const words = kind === "published" ? "发布时存档" : "重算存档";
    say(
      `${year} 年度${words}的 ${compared} 个数值逐位一致（口径 ${name}）。 All ${compared} numbers kept (${kind}) come out the same to the digit.`,
    );
    return { kind, definition, publishedAt, numbers: compared };
  });
  result({ verified: true, wave: year, publications });
}

export const verifyCommand: Command = {
  name: "verify",
  usage: USAGE,
  about: "computes the numbers of a passport, or those kept of a wave, again and compares them to the digit",
  flags: [{ name: "wave", value: "YEAR", about: "what is kept of a year-end wave, instead of a passport" }],
  run: async (invocation) => {
    const [path, ...more] = invocation.words;
    const year = flagNumber(invocation, "wave");
    if (more.length > 0 || (path === undefined) === (year === undefined))
      throw new AppError("usage", `Name one passport, or a wave: use ov ${USAGE}`);
    if (path !== undefined) await verifyPassport(path, invocation);
    else if (year !== undefined) await verifyKept(year, invocation);
  },
};
