import { basename } from "node:path";
import { AppError } from "../app-error.ts";
import { bytesOfFile } from "./csv-table.ts";
import { type ScorePassport, scorePassport } from "./passport.ts";
import { type ScreenNumber, screenNumber } from "./screen-number.ts";

/** What can be verified: a passport of `ov score`, or a number as a screen opened it. */
export type Verifiable =
  | { readonly kind: "score"; readonly passport: ScorePassport }
  | { readonly kind: "screen"; readonly screen: ScreenNumber };

/** Reads a passport. @throws AppError `file_unreadable` when the file is none */
export async function readPassport(path: string): Promise<Verifiable> {
  const file = basename(path);
  let data: unknown;
  try {
    data = JSON.parse(new TextDecoder().decode(await bytesOfFile(path)));
  } catch (failure) {
    if (failure instanceof AppError) throw failure;
    throw new AppError(
      "file_unreadable",
      `${file} is not JSON: give the file that ov score --passport wrote.`,
      {},
      failure,
    );
  }
  const screen = screenNumber.safeParse(data);
  if (screen.success) return { kind: "screen", screen: screen.data };
  const parsed = scorePassport.safeParse(data);
  if (parsed.success) return { kind: "score", passport: parsed.data };
  const issue = parsed.error.issues[0];
  throw new AppError(
    "file_unreadable",
    `${file} is not a passport (${issue?.path.join("/") || "whole"}: ${issue?.message}): give the file that ov score --passport wrote.`,
  );
}
