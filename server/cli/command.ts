import { AppError } from "../app-error.ts";

/** What a command is given: words after its name, flags, and where to speak. */
export type Invocation = {
  readonly words: readonly string[];
  readonly flags: Readonly<Record<string, string | boolean>>;
  readonly json: boolean;
  /** Human text, to stdout; nothing when `--json`. */
  readonly say: (line: string) => void;
  /** The result, printed as JSON when `--json`. */
  readonly result: (value: unknown) => void;
};

export type Flag = { readonly name: string; readonly value?: string; readonly about: string };

export type Command = {
  readonly name: string;
  readonly usage: string;
  readonly about: string;
  readonly flags: readonly Flag[];
  /** Throws AppError `usage` for a wrong call (exit 2), any other failure exits 1. */
  readonly run: (invocation: Invocation) => Promise<void>;
};

/** Splits `argv` into words and the flags a command knows. @throws AppError `usage` for an unknown flag or a missing value */
export function parseArguments(
  command: Command,
  argv: readonly string[],
): Pick<Invocation, "words" | "flags"> {
  const words: string[] = [];
  const flags: Record<string, string | boolean> = {};
  for (let index = 0; index < argv.length; index++) {
    const word = argv[index] ?? "";
    if (!word.startsWith("--")) {
      words.push(word);
      continue;
    }
    const [name = "", inline] = word.slice(2).split(/=(.*)/s, 2);
    if (name === "json") {
      flags.json = true;
      continue;
    }
    const flag = command.flags.find((known) => known.name === name);
    if (!flag)
      throw new AppError("usage", `ov ${command.name} has no option --${name}: use ov ${command.usage}`);
    if (flag.value === undefined) {
      flags[name] = true;
      continue;
    }
    const value = inline ?? argv[++index];
    if (value === undefined)
      throw new AppError("usage", `--${name} needs a value (${flag.value}): use ov ${command.usage}`);
    flags[name] = value;
  }
  return { words, flags };
}

/** The text of a flag that takes a value. */
export function flagText(invocation: Invocation, name: string): string | undefined {
  const value = invocation.flags[name];
  return typeof value === "string" ? value : undefined;
}

/** The whole number of a flag. @throws AppError `usage` when it is none */
export function flagNumber(invocation: Invocation, name: string): number | undefined {
  const value = flagText(invocation, name);
  if (value === undefined) return undefined;
  if (!/^-?\d+$/.test(value))
    throw new AppError("usage", `--${name} must be a whole number, not '${value}'.`);
  return Number(value);
}
