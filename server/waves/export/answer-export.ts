import { createReadStream, statSync } from "node:fs";
import { Readable } from "node:stream";
import { AppError } from "#server/app-error.ts";
import { isSameOrigin } from "#server/auth/same-origin.ts";
import { refusedFile } from "#server/http/refused-file.ts";
import { type Context, sourcesOf } from "#server/trpc/context.ts";
import { staffScope } from "#server/trpc/staff-request.ts";
import { exportOrder, exportWave } from "./export-wave.ts";

const TYPES: Readonly<Record<string, string>> = {
  csv: "text/csv; charset=utf-8",
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  parquet: "application/vnd.apache.parquet",
  html: "text/html; charset=utf-8",
};

async function orderOf(request: Request) {
  const form = await request.formData().catch(() => undefined);
  const parsed = exportOrder.safeParse(form && Object.fromEntries(form));
  if (!parsed.success)
    throw new AppError("bad_request", "The order has missing, wrong or unknown fields: correct it.");
  return parsed.data;
}

/**
 * Answers POST /api/waves/{id}/export with a file: the anonymous set of a closed wave, its code book, or its method page.
 * @param publicUrl where the product is reached, against orders from other sites
 */
export async function answerExport(
  request: Request,
  waveId: number,
  contextOf: (headers: Headers) => Promise<Context> | Context,
  publicUrl: string | undefined,
): Promise<Response> {
  try {
    if (!isSameOrigin(request.headers, publicUrl))
      throw new AppError(
        "forbidden",
        "This request came from another site: open OwnerVoice itself and try again.",
      );
    const context = await contextOf(request.headers);
    const scope = await staffScope(context);
    const order = await orderOf(request);
    const file = await exportWave(await sourcesOf(context), scope, waveId, order);
    const body = createReadStream(file.path).once("close", file.forget);
    return new Response(Readable.toWeb(body) as ReadableStream, {
      headers: {
        "Content-Type": TYPES[file.name.split(".").at(-1) ?? ""] ?? "application/octet-stream",
        "Content-Length": String(statSync(file.path).size),
        "Content-Disposition": `attachment; filename="${file.name}"`,
        "Cache-Control": "no-store",
      },
    });
  } catch (failure) {
    return refusedFile(failure, "an export failed");
  }
}
