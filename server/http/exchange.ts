import type { IncomingHttpHeaders } from "node:http";

/** A request at the public door. */
export type FrontRequest = {
  readonly method: string;
  /** Path without query, as sent. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  /** Address of the client, behind trusted proxies the one they vouch for. */
  readonly address: string;
  /** The client speaks https, with us or with a trusted proxy. */
  readonly secure: boolean;
  /** The whole body. @throws AppError `too_large` beyond `limit` bytes, `bad_request` when it arrives too slowly */
  readonly body: (limit: number) => Promise<Buffer>;
};

export type Reply = {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string | readonly string[]>>;
  readonly body?: string | Buffer;
};

/** A part of the public door: which paths are its own, and its answers. */
export type Door = {
  /** Name in the log, never a path with a token. */
  readonly name: string;
  readonly opens: (path: string) => boolean;
  readonly answer: (request: FrontRequest) => Promise<Reply>;
};

/** A reply in JSON, kept by nobody. */
export function jsonReply(status: number, value: unknown, headers: Reply["headers"] = {}): Reply {
  return {
    status,
    headers: { "Content-Type": "application/json; charset=utf-8", "Cache-Control": "no-store", ...headers },
    body: JSON.stringify(value),
  };
}
