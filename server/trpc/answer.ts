import { fetchRequestHandler } from "@trpc/server/adapters/fetch";
import { AppError, statusOf } from "#server/app-error.ts";
import { isSameOrigin } from "#server/auth/same-origin.ts";
import type { Context } from "./context.ts";
import { appRouter } from "./router.ts";

const MOST_BYTES = 256 * 1024;
const MOST_CALLS = 20;

function refusal(error: AppError): Response {
  const { code, message, details } = error;
  return Response.json(
    { error: { message, data: { code, details, fields: null, httpStatus: statusOf(code) } } },
    { status: statusOf(code), headers: { "Cache-Control": "no-store" } },
  );
}

/** The request with its body read whole, or why it is not answered. */
async function admit(request: Request, publicUrl: string | undefined): Promise<Request | AppError> {
  if (request.method !== "POST") return request;
  if (!isSameOrigin(request.headers, publicUrl))
    return new AppError(
      "forbidden",
      "This request came from another site: open OwnerVoice itself and try again.",
    );
  if (Number(request.headers.get("content-length") ?? 0) > MOST_BYTES)
    return new AppError("too_large", "The request is too large: send less at once.");
  const body = await request.arrayBuffer();
  if (body.byteLength > MOST_BYTES)
    return new AppError("too_large", "The request is too large: send less at once.");
  // a mutation without input comes without a body
  return new Request(request.url, {
    method: "POST",
    headers: request.headers,
    body: body.byteLength > 0 ? body : "{}",
  });
}

/**
 * Answers /api/trpc/*.
 * @param contextOf makes the context of the request; cookies given to it travel with the answer
 */
export async function answerTrpc(
  request: Request,
  contextOf: (headers: Headers, giveCookie: (cookie: string) => void) => Promise<Context> | Context,
  publicUrl: string | undefined,
): Promise<Response> {
  const admitted = await admit(request, publicUrl);
  if (admitted instanceof AppError) return refusal(admitted);
  const calls = new URL(request.url).pathname.split(",").length;
  if (calls > MOST_CALLS)
    return refusal(new AppError("bad_request", "The request asks too much at once: split it."));
  return fetchRequestHandler({
    endpoint: "/api/trpc",
    req: admitted,
    router: appRouter,
    createContext: ({ resHeaders }) =>
      contextOf(request.headers, (cookie) => resHeaders.append("Set-Cookie", cookie)),
    responseMeta: () => ({ headers: new Headers({ "Cache-Control": "no-store" }) }),
  });
}
