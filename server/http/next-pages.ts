import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import type { Server } from "node:http";
import { join } from "node:path";
import { AppError } from "../app-error.ts";
import type { Pages } from "./front.ts";
import { STAFF_SAFETY, staffPolicy, WANTED_PAGE } from "./staff-policy.ts";

export type NextPages = { readonly pages: Pages; readonly close: () => Promise<void> };

/** Next's request handler on our server. @throws AppError `bad_configuration` when nothing was built */
export async function nextPages(
  httpServer: Server,
  options: { readonly dev: boolean; readonly port: number },
): Promise<NextPages> {
  const dir = process.cwd();
  if (!options.dev && !existsSync(join(dir, ".next", "BUILD_ID"))) {
    throw new AppError(
      "bad_configuration",
      "The pages are not built yet: run 'npm run build' once, or 'npm run dev'.",
    );
  }
  const { default: next } = await import("next");
  const app = next({ dev: options.dev, dir, httpServer, hostname: "localhost", port: options.port });
  await app.prepare();
  const handle = app.getRequestHandler();
  const pages: Pages = (request, response) => {
    const policy = staffPolicy(randomBytes(16).toString("base64"), options.dev);
    request.headers["content-security-policy"] = policy;
    request.headers[WANTED_PAGE] = request.url ?? "/";
    response.setHeaders(new Map(Object.entries({ ...STAFF_SAFETY, "Content-Security-Policy": policy })));
    return handle(request, response);
  };
  return { pages, close: () => app.close() };
}
