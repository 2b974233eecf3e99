import { env } from "#server/env.ts";
import { answerTrpc } from "#server/trpc/answer.ts";
import { processContext } from "#server/trpc/context.ts";

function answer(request: Request): Promise<Response> {
  return answerTrpc(request, processContext, env().PUBLIC_URL);
}

export { answer as GET, answer as POST };
