import { writeAudit } from "#server/audit/write-audit.ts";
import { networkOf } from "#server/auth/network.ts";
import { refusedFile } from "#server/http/refused-file.ts";
import { need } from "#server/scope/scope.ts";
import { renderHtml } from "#server/scoring/method-page/render-html.ts";
import { type Context, sourcesOf } from "#server/trpc/context.ts";
import { staffScope } from "#server/trpc/staff-request.ts";
import { readWave } from "../wave-facts.ts";
import { waveMethodBlocks } from "./wave-method-blocks.ts";

/**
 * Answers GET /api/waves/{id}/method with the wave's method page as one HTML file that needs nothing else. Who took it
 * stands in the audit log before it leaves.
 */
export async function answerMethodFile(
  request: Request,
  waveId: number,
  contextOf: (headers: Headers) => Promise<Context> | Context,
): Promise<Response> {
  try {
    const context = await contextOf(request.headers);
    const scope = await staffScope(context);
    need(scope, "exports.run");
    const { kind, year } = await readWave(context.db, waveId);
    const { title, blocks } = await waveMethodBlocks(await sourcesOf(context), scope, waveId);
    await writeAudit(context.db, {
      action: "export.made",
      actorId: scope.userId,
      subject: `wave:${waveId}`,
      detail: { file: "method" },
      network: networkOf(request.headers),
    });
    return new Response(renderHtml(title, blocks), {
      headers: {
        "Content-Type": "text/html; charset=utf-8",
        "Content-Disposition": `attachment; filename="${kind}-${year}-method.html"`,
        "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'",
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "no-store",
      },
    });
  } catch (failure) {
    return refusedFile(failure, "a method page failed");
  }
}
