import { answerLinks } from "#server/mailings/answer-links.ts";
import { processContext } from "#server/trpc/context.ts";

function answer(request: Request): Promise<Response> {
  return answerLinks(request, (headers) => processContext(headers));
}

export { answer as GET };
