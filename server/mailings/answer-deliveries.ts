import { randomBytes } from "node:crypto";
import { rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { z } from "zod";
import { AppError } from "#server/app-error.ts";
import { env } from "#server/env.ts";
import type { Context } from "#server/trpc/context.ts";
import { changingScope, staffRefusal } from "#server/trpc/staff-request.ts";
import { identitySeal } from "#server/vault/identity-seal.ts";
import { waveManager } from "#server/waves/wave-manager.ts";
import { importDeliveries } from "./import-deliveries.ts";

const MOST_BYTES = 64 * 2 ** 20;

const query = z.strictObject({
  wave: z.coerce.number().int().positive(),
  apply: z.enum(["0", "1"]).default("0"),
});

async function bodyOf(request: Request): Promise<Uint8Array> {
  const tooLarge = () =>
    new AppError("too_large", "The file is larger than 64 MB: split it and send the parts.");
  if (Number(request.headers.get("content-length") ?? 0) > MOST_BYTES) throw tooLarge();
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of request.body ?? []) {
    bytes += chunk.byteLength;
    if (bytes > MOST_BYTES) throw tooLarge();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/**
 * Answers POST /api/fieldwork/deliveries, whose body is a vendor's file: what it would change, or with `apply=1` the
 * change itself. The file is not kept.
 */
export async function answerDeliveries(
  request: Request,
  contextOf: (headers: Headers) => Promise<Context> | Context,
  publicUrl: string | undefined = env().PUBLIC_URL,
): Promise<Response> {
  const path = join(tmpdir(), `ownervoice-${randomBytes(12).toString("hex")}`);
  try {
    const context = await contextOf(request.headers);
    const scope = await changingScope(request, context, publicUrl);
    const by = waveManager(scope);
    const asked = query.safeParse(Object.fromEntries(new URL(request.url).searchParams));
    if (!asked.success)
      throw new AppError("bad_request", "The address has missing, wrong or unknown parts: correct it.");
    await writeFile(path, await bodyOf(request), { mode: 0o600 });
    const report = await importDeliveries(
      context.db,
      by,
      { waveId: asked.data.wave, path, apply: asked.data.apply === "1", now: context.now() },
      identitySeal(),
    );
    return Response.json(report, { headers: { "Cache-Control": "no-store" } });
  } catch (failure) {
    return staffRefusal(failure);
  } finally {
    await rm(path, { force: true });
  }
}
