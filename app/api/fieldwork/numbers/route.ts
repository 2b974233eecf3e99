import { answerNumbers } from "#server/mailings/answer-numbers.ts";
import { processContext } from "#server/trpc/context.ts";

function answer(request: Request): Promise<Response> {
  return answerNumbers(request, (headers) => processContext(headers));
}

export { answer as GET };
