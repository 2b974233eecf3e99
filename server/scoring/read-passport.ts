import { basename } from "node:path";
import { AppError } from "../app-error.ts";
import { bytesOfFile } from "./csv-table.ts";
import { type ScorePassport, scorePassport } from "./passport.ts";
import { type ScreenNumber, screenNumber } from "./screen-number.ts";
import { type ViewPassport, viewPassport } from "./view-passport.ts";

/** What can be verified: a passport of `ov score`, a number as a screen opened it, or all that a screen showed at once. */
export type Verifiable =
  | { readonly kind: "score"; readonly passport: ScorePassport }
  | { readonly kind: "screen"; readonly screen: ScreenNumber }
  | { readonly kind: "view"; readonly view: ViewPassport };

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
  const view = viewPassport.safeParse(data);
  if (view.success) return { kind: "view", view: view.data };
  const parsed = scorePassport.safeParse(data);
  if (parsed.success) return { kind: "score", passport: parsed.data };
  const issue = parsed.error.issues[0];
  throw new AppError(
    "file_unreadable",
    `${file} is not a passport (${issue?.path.join("/") || "whole"}: ${issue?.message}): give the file that a screen or ov score --passport wrote.`,
  );
}
