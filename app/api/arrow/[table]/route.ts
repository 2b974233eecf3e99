import { answerArrow } from "#server/arrow/answer-arrow.ts";
import { processContext } from "#server/trpc/context.ts";

function answer(request: Request): Promise<Response> {
  return answerArrow(request, (headers) => processContext(headers));
}

export { answer as GET };
