import { request as send } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { afterEach, expect, test } from "vitest";
import { AppError } from "../app-error.ts";
import { createLog } from "../log.ts";
import { trustedProxies } from "./client-address.ts";
import type { Door } from "./exchange.ts";
import { createFront, type FrontOptions, listen } from "./front.ts";

const closing: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

async function front(
  options: Partial<FrontOptions>,
): Promise<{ readonly port: number; readonly lines: string[] }> {
  const lines: string[] = [];
  const server = createFront({
    doors: [],
    pages: async (request, response) => void response.end(JSON.stringify(request.headers)),
    log: createLog("info", { write: (line) => void lines.push(line) }),
    proxies: trustedProxies(undefined),
    ...options,
  });
  await listen(server, 0, "127.0.0.1");
  closing.push(async () => {
    server.closeAllConnections();
    await new Promise((done) => server.close(done));
  });
  return { port: (server.address() as AddressInfo).port, lines };
}

function door(answer: Door["answer"]): Door {
  return { name: "door", opens: (path) => path.startsWith("/door"), answer };
}

async function headersSeen(port: number, headers: Record<string, string>): Promise<Record<string, string>> {
  const reply = await fetch(`http://127.0.0.1:${port}/`, { headers });
  return (await reply.json()) as Record<string, string>;
}

test("pages are told the client's address by us, whatever the client says", async () => {
  const { port } = await front({});
  const seen = await headersSeen(port, {
    "X-Forwarded-For": "10.9.9.9",
    "X-Forwarded-Proto": "https",
    "X-Ov-Client-Address": "1.2.3.4",
  });
  expect(seen["x-ov-client-address"]).toBe("127.0.0.1");
  expect(seen["x-forwarded-for"]).toBeUndefined();
  expect(seen["x-forwarded-proto"]).toBeUndefined();
});

test("behind a trusted proxy the last address it did not vouch for is the client's", async () => {
  const { port } = await front({ proxies: trustedProxies("127.0.0.0/8, 10.0.0.0/8") });
  const seen = await headersSeen(port, { "X-Forwarded-For": "6.6.6.6, 203.0.113.7, 10.0.0.2" });
  expect(seen["x-ov-client-address"]).toBe("203.0.113.7");
  expect((await headersSeen(port, { "X-Forwarded-For": "nonsense" }))["x-ov-client-address"]).toBe(
    "127.0.0.1",
  );
});

test("a failure with a remedy keeps its sentence, a bug is named by a number only, and both are replies", async () => {
  const { port, lines } = await front({
    doors: [
      door(async ({ query }) => {
        if (query.has("known")) throw new AppError("conflict", "Somebody was faster: look again.");
        throw new TypeError("phone 13812345678 of token AAAAAAAAAAAAAAAAAAAAAAAA");
      }),
    ],
  });
  const known = await fetch(`http://127.0.0.1:${port}/door?known`);
  expect(known.status).toBe(409);
  expect(await known.json()).toEqual({
    error: { code: "conflict", message: "Somebody was faster: look again." },
  });
  const bug = await fetch(`http://127.0.0.1:${port}/door`);
  const { error } = (await bug.json()) as { error: { details: { id: string }; message: string } };
  expect(bug.status).toBe(500);
  expect(JSON.stringify(error)).not.toContain("13812345678");
  const log = lines.join("");
  expect(log).toContain(error.details.id);
  expect(log).not.toMatch(/13812345678|AAAAAAAA/);
});

test("headers beyond 16 KB and broken requests are refused without ending the server", async () => {
  const { port } = await front({ doors: [door(async () => ({ status: 204 }))] });
  const status = await new Promise((done) => {
    send({ port, path: "/door", headers: { "X-Long": "x".repeat(20_000) } }, (reply) =>
      done(reply.resume().statusCode),
    )
      .on("error", () => done("closed"))
      .end();
  });
  expect([431, "closed"]).toContain(status);
  await new Promise<void>((done) => {
    const socket = connect(port, "127.0.0.1", () => socket.end("NOT HTTP\r\n\r\n"));
    socket.on("close", () => done()).resume();
  });
  expect((await fetch(`http://127.0.0.1:${port}/door`)).status).toBe(204);
});

test("a path with a token never reaches the log", async () => {
  const { port, lines } = await front({});
  await fetch(`http://127.0.0.1:${port}/reset-password/Abcdefghijklmnopqrstuvwxyz012345?token=secret`);
  expect(lines.join("")).not.toMatch(/Abcdefgh|secret/);
});

test("a taken port is one sentence with a remedy", async () => {
  const { port } = await front({});
  const server = createFront({
    doors: [],
    pages: async () => undefined,
    log: createLog("silent", { write: () => undefined }),
    proxies: trustedProxies(undefined),
  });
  await expect(listen(server, port, "127.0.0.1")).rejects.toMatchObject({
    code: "port_taken",
    message: `Port ${port} is taken by another program: stop that one, or set PORT to a free port.`,
  });
});
