import { processContext } from "#server/trpc/context.ts";
import { answerMethodFile } from "#server/waves/method/answer-method-file.ts";

export async function GET(
  request: Request,
  { params }: { readonly params: Promise<{ readonly id: string }> },
): Promise<Response> {
  const id = Number((await params).id);
  return answerMethodFile(request, Number.isInteger(id) ? id : 0, processContext);
}
