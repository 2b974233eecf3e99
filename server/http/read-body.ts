import type { IncomingMessage } from "node:http";
import { AppError } from "../app-error.ts";

function tooLarge(limit: number): AppError {
  return new AppError(
    "too_large",
    `The request is larger than ${Math.floor(limit / 1024)} KB: send less at once.`,
  );
}

/**
 * Reads a request's body.
 * @param limit most bytes accepted
 * @throws AppError `too_large`, or `bad_request` when the body is slow or broken off
 */
export function readBody(request: IncomingMessage, limit: number, timeoutMs: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    if (Number(request.headers["content-length"] ?? 0) > limit) {
      reject(tooLarge(limit));
      return;
    }
    const chunks: Buffer[] = [];
    let bytes = 0;
    const finish = (settle: () => void) => {
      clearTimeout(timer);
      request.off("data", take).off("end", end).off("close", broken).off("error", broken);
      if (!request.readableEnded) request.pause();
      settle();
    };
    const timer = setTimeout(
      () =>
        finish(() => reject(new AppError("bad_request", "The request arrived too slowly: send it again."))),
      timeoutMs,
    );
    const take = (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes > limit) finish(() => reject(tooLarge(limit)));
      else chunks.push(chunk);
    };
    const end = () =>
      finish(() => resolve(chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks)));
    const broken = () =>
      finish(() => reject(new AppError("bad_request", "The request broke off: send it again.")));
    request.on("data", take).on("end", end).on("close", broken).on("error", broken);
  });
}
