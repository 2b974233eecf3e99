import { processContext } from "#server/trpc/context.ts";
import { answerProgress } from "#server/waves/monitor/answer-progress.ts";

function answer(request: Request): Promise<Response> {
  return answerProgress(request, (headers) => processContext(headers));
}

export { answer as GET };
