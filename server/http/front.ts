import { randomUUID } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { BlockList } from "node:net";
import { AppError, statusOf } from "../app-error.ts";
import { isUnavailable } from "../database/is-unavailable.ts";
import { type Log, scrub } from "../log.ts";
import { clientAddress, isFromProxy } from "./client-address.ts";
import { type Door, type FrontRequest, jsonReply, type Reply } from "./exchange.ts";
import { nameClient } from "./name-client.ts";
import { readBody } from "./read-body.ts";

/** Answers what no door is for: the staff's pages. */
export type Pages = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

export type FrontOptions = {
  readonly doors: readonly Door[];
  readonly pages: Pages;
  readonly log: Log;
  readonly proxies: BlockList;
  /** A public body that has not arrived by then is given up, in milliseconds. */
  readonly bodyTimeoutMs?: number;
};

/** Headers for every reply of the front; doors add their own content policy. */
const SAFETY = {
  "X-Content-Type-Options": "nosniff",
  "X-Frame-Options": "DENY",
  "Referrer-Policy": "no-referrer",
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Resource-Policy": "same-origin",
  "X-Robots-Tag": "noindex, nofollow",
} as const;

function send(request: IncomingMessage, response: ServerResponse, reply: Reply): void {
  const body = reply.body ?? "";
  response.writeHead(reply.status, {
    ...SAFETY,
    ...reply.headers,
    "Content-Length": Buffer.byteLength(body),
    // what is left of an unread body would be taken for the next request
    ...(request.complete ? {} : { Connection: "close" }),
  });
  response.end(request.method === "HEAD" ? undefined : body);
}

function failureReply(failure: unknown, log: Log, name: string): Reply {
  if (failure instanceof AppError) {
    return jsonReply(statusOf(failure.code), { error: { code: failure.code, message: failure.message } });
  }
  if (isUnavailable(failure)) {
    const message =
      "The database does not answer at this moment: try again in a minute, nothing is counted twice.";
    const error = { code: "database_unavailable", message };
    return jsonReply(503, { error }, { "Retry-After": "5" });
  }
  const id = randomUUID().slice(0, 8);
  log.error({ err: failure, id, route: name }, "request failed");
  const message = `Something failed here; nothing that was confirmed is lost. Try again, or name ${id} to support.`;
  return jsonReply(500, { error: { code: "internal", message, details: { id } } });
}

function opened(
  request: IncomingMessage,
  path: string,
  query: string,
  { proxies, bodyTimeoutMs = 15_000 }: FrontOptions,
): FrontRequest {
  return {
    method: request.method ?? "GET",
    path,
    query: new URLSearchParams(query),
    headers: request.headers,
    address: clientAddress(request, proxies),
    secure: request.headers["x-forwarded-proto"] === "https" && isFromProxy(request, proxies),
    body: (limit) => readBody(request, limit, bodyTimeoutMs),
  };
}

/**
 * The one HTTP server of the process: public doors are answered here, everything else by `pages`. It limits headers,
 * idle and slow connections; bodies are limited where they are read.
 */
export function createFront(options: FrontOptions): Server {
  const { doors, pages, log } = options;

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<string> {
    const [path = "/", query = ""] = (request.url ?? "/").split(/\?(.*)/s, 2);
    const door = doors.find((each) => each.opens(path));
    if (door === undefined) {
      nameClient(request, options.proxies);
      await pages(request, response);
      return scrub(path);
    }
    const reply = await door
      .answer(opened(request, path, query, options))
      .catch((failure: unknown) => failureReply(failure, log, door.name));
    send(request, response, reply);
    return door.name;
  }

  const server = createServer(
    {
      maxHeaderSize: 16 * 1024,
      headersTimeout: 15_000,
      requestTimeout: 300_000,
      connectionsCheckingInterval: 5_000,
      keepAliveTimeout: 65_000,
    },
    (request, response) => {
      const began = performance.now();
      answer(request, response)
        .then((route) => {
          const ms = Math.round(performance.now() - began);
          log.info({ method: request.method, route, status: response.statusCode, ms }, "request");
        })
        .catch((failure: unknown) => {
          log.error({ err: failure }, "request failed");
          if (response.headersSent) response.destroy();
          else send(request, response, failureReply(failure, log, "pages"));
        });
    },
  );
  server.maxHeadersCount = 100;
  return server;
}

/** Begins to listen; returns the port. @throws AppError `port_taken` or `bad_configuration`, one sentence each */
export function listen(server: Server, port: number, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", (cause: NodeJS.ErrnoException) => {
      const taken = cause.code === "EADDRINUSE";
      const message = taken
        ? `Port ${port} is taken by another program: stop that one, or set PORT to a free port.`
        : `The address ${host}:${port} cannot be used (${cause.code}): correct HOST or PORT.`;
      reject(new AppError(taken ? "port_taken" : "bad_configuration", message, { port }, cause));
    });
    server.listen(port, host, () => {
      const address = server.address();
      resolve(typeof address === "object" && address !== null ? address.port : port);
    });
  });
}
