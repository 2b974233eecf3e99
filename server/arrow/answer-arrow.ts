import { pipeline, Readable } from "node:stream";
import { type RecordBatch, RecordBatchStreamWriter } from "apache-arrow";
import { AppError } from "#server/app-error.ts";
import { log } from "#server/log.ts";
import { withAsked } from "#server/passports/vouch.ts";
import { need, type Scope } from "#server/scope/scope.ts";
import type { Context } from "#server/trpc/context.ts";
import { sourcesOf } from "#server/trpc/context.ts";
import { staffRefusal, staffScope } from "#server/trpc/staff-request.ts";
import { distributionArrow } from "./distribution.ts";
import { distributionQuery } from "./read-distribution.ts";

/** What can be fetched as Arrow, by the last word of the address. */
const ANSWERS: Readonly<
  Record<string, (context: Context, scope: Scope, query: unknown) => Promise<readonly RecordBatch[]>>
> = {
  async distribution(context, scope, query) {
    const parsed = distributionQuery.safeParse(query);
    if (!parsed.success)
      throw new AppError("bad_request", "The address has missing, wrong or unknown parts: correct it.");
    const asker = { scope, now: context.now() };
    return distributionArrow(await sourcesOf(context), scope, parsed.data, (told) =>
      withAsked("arrow.distribution", asker, parsed.data, told),
    );
  },
};

/**
 * Answers GET /api/arrow/{what} with an Arrow IPC stream, for results too large to send as text. The same scope and
 * suppression hold as everywhere.
 */
export async function answerArrow(
  request: Request,
  contextOf: (headers: Headers) => Promise<Context> | Context,
): Promise<Response> {
  try {
    const { pathname, searchParams } = new URL(request.url);
    const context = await contextOf(request.headers);
    const scope = await staffScope(context);
    need(scope, "readings.read");
    const answer = ANSWERS[pathname.split("/").at(-1) ?? ""];
    if (answer === undefined) throw new AppError("not_found", "There is no such table: choose another.");
    const batches = await answer(context, scope, Object.fromEntries(searchParams));
    const writer = RecordBatchStreamWriter.throughNode();
    pipeline(Readable.from(batches), writer, (failure) => {
      if (failure) log().error({ err: failure }, "an Arrow answer broke off");
    });
    return new Response(Readable.toWeb(writer as Readable) as ReadableStream, {
      headers: { "Content-Type": "application/vnd.apache.arrow.stream", "Cache-Control": "no-store" },
    });
  } catch (failure) {
    return staffRefusal(failure);
  }
}
