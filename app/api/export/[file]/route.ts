import { answerExport } from "#server/exports/answer-export.ts";
import { processContext } from "#server/trpc/context.ts";
import { EXPORT_MAKERS } from "../../../exports/export-makers.ts";

function answer(request: Request): Promise<Response> {
  return answerExport(request, (headers) => processContext(headers), EXPORT_MAKERS);
}

export { answer as GET };
