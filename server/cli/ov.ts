import { AppError } from "../app-error.ts";
import { type Command, parseArguments } from "./command.ts";
import { COMMANDS } from "./registry.ts";

async function help(): Promise<string> {
  const commands = await Promise.all(Object.values(COMMANDS).map((load) => load()));
  const lines = commands.map(({ usage, about, flags }) =>
    [
      `  ov ${usage}`,
      `      ${about}`,
      ...flags.map(({ name, value, about }) => `      --${name}${value ? ` ${value}` : ""}  ${about}`),
    ].join("\n"),
  );
  return [
    "业主之声 OwnerVoice",
    "",
    ...lines,
    "",
    "  --json  with every command: the result as JSON on stdout",
    "",
  ].join("\n");
}

function fail(error: unknown, json: boolean): void {
  const known = error instanceof AppError;
  const message = error instanceof Error ? error.message : String(error);
  if (json) {
    const body = {
      error: { code: known ? error.code : "internal", message, details: known ? error.details : {} },
    };
    process.stderr.write(`${JSON.stringify(body)}\n`);
  } else {
    process.stderr.write(
      known ? `${message}\n` : `${error instanceof Error ? (error.stack ?? message) : message}\n`,
    );
  }
  process.exitCode = known && error.code === "usage" ? 2 : 1;
}

async function find(name: string): Promise<Command> {
  const load = COMMANDS[name];
  if (!load)
    throw new AppError("usage", `There is no command '${name}': one of ${Object.keys(COMMANDS).join(", ")}.`);
  return load();
}

/** The command line: human text on a terminal, JSON with --json; exit 0 success, 2 wrong usage, 1 failure. */
export async function main(argv: readonly string[]): Promise<void> {
  // Whoever reads no further, such as head, has what was wanted.
  process.stdout.on("error", (failure: NodeJS.ErrnoException) => {
    if (failure.code !== "EPIPE") throw failure;
    process.exit(process.exitCode ?? 0);
  });
  const [name, ...rest] = argv;
  const json = rest.includes("--json");
  try {
    if (name === undefined || name === "help" || name === "--help") {
      process.stdout.write(await help());
      return;
    }
    const command = await find(name);
    await command.run({
      ...parseArguments(command, rest),
      json,
      say: (line) => {
        if (!json) process.stdout.write(`${line}\n`);
      },
      result: (value) => {
        if (json) process.stdout.write(`${JSON.stringify(value)}\n`);
      },
    });
  } catch (error) {
    fail(error, json);
  }
}
