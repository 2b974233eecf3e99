import { z } from "zod";
import { AppError } from "#server/app-error.ts";
import type { Database } from "#server/database/connection.ts";
import type { Auth } from "./auth.ts";

/** What the door works with. */
export type AuthDoor = {
  readonly auth: Auth;
  readonly db: Database;
  readonly now: () => Date;
  readonly publicUrl: string | undefined;
};

const MOST_BYTES = 8 * 1024;

/** Reads a small JSON body of exactly the given shape. @throws AppError `too_large`, `bad_request` */
export async function readJson<Shape extends z.ZodType>(
  request: Request,
  shape: Shape,
): Promise<z.infer<Shape>> {
  const text = await request.text();
  if (Buffer.byteLength(text) > MOST_BYTES)
    throw new AppError("too_large", "The request is too large: send only the fields asked for.");
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    throw new AppError("bad_request", "The request is not JSON: send a JSON object.");
  }
  const parsed = shape.safeParse(body);
  if (!parsed.success)
    throw new AppError(
      "bad_request",
      "The request has missing or unknown fields: send only the fields asked for.",
      {
        fields: z.flattenError(parsed.error).fieldErrors,
      },
    );
  return parsed.data;
}
