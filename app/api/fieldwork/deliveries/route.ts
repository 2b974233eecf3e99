import { answerDeliveries } from "#server/mailings/answer-deliveries.ts";
import { processContext } from "#server/trpc/context.ts";

function answer(request: Request): Promise<Response> {
  return answerDeliveries(request, (headers) => processContext(headers));
}

export { answer as POST };
