import { spawn } from "node:child_process";
import { join } from "node:path";
import type { Command } from "../command.ts";

export const seedCommand: Command = {
  name: "seed",
  usage: "seed [--owners N] [--seed N] [--as-of YYYY-MM-DD] [--reset]",
  about: "fills an empty database with the synthetic group",
  flags: [
    { name: "owners", value: "N", about: "about how many homes have an owner (20000)" },
    { name: "seed", value: "N", about: "equal seeds give equal groups" },
    { name: "as-of", value: "YYYY-MM-DD", about: "the day it is there (today)" },
    { name: "reset", about: "replace what the database holds" },
  ],
  run: async ({ flags, json }) => {
    const options = Object.entries(flags).flatMap(([name, value]) =>
      value === true ? [`--${name}`] : [`--${name}=${value}`],
    );
    // A program of its own: the server's code may not depend on the seeds.
    const child = spawn(
      process.execPath,
      [
        join("seeds", "main.ts"),
        ...options.filter((option) => option !== "--json"),
        ...(json ? ["--json"] : []),
      ],
      { stdio: "inherit" },
    );
    const code = await new Promise<number>((done, fail) => {
      child.once("error", fail);
      child.once("exit", (status) => done(status ?? 1));
    });
    if (code !== 0) process.exitCode = code;
  },
};
