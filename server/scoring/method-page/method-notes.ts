import { basename } from "node:path";
import { z } from "zod";
import type { Text } from "#surveys/question.ts";
import { AppError } from "../../app-error.ts";
import { bytesOfFile } from "../csv-table.ts";

const note = z.union([
  z.strictObject({ zh: z.string().min(1), en: z.string().min(1) }),
  z
    .string()
    .min(1)
    .transform((text): Text => ({ zh: text, en: text })),
]);

/** What no data can tell about a survey; a note is a text, or one in each language. */
const methodNotes = z.strictObject({
  /** When people were asked. */
  timing: note.optional(),
  /** How answers were collected, and why in this way. */
  collection: note.optional(),
  /** Census, sample or quota, and how it was drawn. */
  sampling: note.optional(),
  /** Who asked, if somebody outside the company. */
  contractor: note.optional(),
  /** Who was left out beforehand, and why. */
  excluded: note.optional(),
  /** Why fewer answered than planned. */
  missed: note.optional(),
  /** What was given for an answer. */
  incentives: note.optional(),
  /** Anything else that could change the numbers. */
  other: note.optional(),
});
export type MethodNotes = z.infer<typeof methodNotes>;

/** Reads the notes of a method page. @throws AppError `file_unreadable`, `invalid` naming what is wrong */
export async function readMethodNotes(path: string): Promise<MethodNotes> {
  const file = basename(path);
  let data: unknown;
  try {
    data = JSON.parse(new TextDecoder().decode(await bytesOfFile(path)));
  } catch (failure) {
    if (failure instanceof AppError) throw failure;
    throw new AppError(
      "file_unreadable",
      `${file} is not JSON: correct it and run the command again.`,
      {},
      failure,
    );
  }
  const parsed = methodNotes.safeParse(data);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const known = Object.keys(methodNotes.shape).join(", ");
  throw new AppError(
    "invalid",
    `${file}, ${issue?.path.join("/") || "whole"}: ${issue?.message}; give some of ${known} as texts.`,
  );
}
