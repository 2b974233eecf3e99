import { env } from "#server/env.ts";
import { processContext } from "#server/trpc/context.ts";
import { answerExport } from "#server/waves/export/answer-export.ts";

export async function POST(
  request: Request,
  { params }: { readonly params: Promise<{ readonly id: string }> },
): Promise<Response> {
  const id = Number((await params).id);
  return answerExport(request, Number.isInteger(id) ? id : 0, processContext, env().PUBLIC_URL);
}
