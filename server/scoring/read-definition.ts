import { basename } from "node:path";
import { parseDefinition } from "#analytics/check.ts";
import type { DefinitionProblem } from "#analytics/definition-problem.ts";
import type { IndexDefinition } from "#analytics/index-definition.ts";
import { AppError } from "../app-error.ts";
import { bytesOfFile } from "./csv-table.ts";
import { type InputProblem, refuseIfAny } from "./input-problem.ts";

/** A definition with what a person should look at in it. */
export type CheckedDefinition = {
  readonly definition: IndexDefinition;
  readonly warnings: readonly DefinitionProblem[];
};

function withoutStop(sentence: string): string {
  return sentence.replace(/\.$/, "");
}

/** The definition in parsed JSON. @throws AppError `invalid` naming the place and remedy of every error */
export function checkedDefinition(data: unknown, file: string): CheckedDefinition {
  const { definition, problems } = parseDefinition(data);
  const errors = problems.filter(({ severity }) => severity === "error");
  refuseIfAny(
    errors.map(
      ({ item, en }): InputProblem => ({ file: `${file}, ${item || "whole"}`, says: withoutStop(en) }),
    ),
  );
  if (definition === undefined) throw new Error("a definition without errors was not parsed");
  return { definition, warnings: problems.filter(({ severity }) => severity === "warning") };
}

/** Reads definition.json. @throws AppError `file_unreadable`, `invalid` */
export async function readDefinition(path: string): Promise<CheckedDefinition> {
  const file = basename(path);
  const text = new TextDecoder().decode(await bytesOfFile(path));
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch (failure) {
    const why = failure instanceof Error ? ` (${failure.message})` : "";
    throw new AppError(
      "file_unreadable",
      `${file} is not JSON${why}: correct it and run the command again.`,
      {},
      failure,
    );
  }
  return checkedDefinition(data, file);
}
