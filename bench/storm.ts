import { randomUUID } from "node:crypto";
import { connect } from "node:net";
import type { Answers } from "#surveys/question.ts";
import { ownCpuSeconds } from "./process-cpu.ts";

/** What a storm is made of: one request after the other on every connection, a submission where there are answers. */
export type Storm = {
  readonly port: number;
  readonly connections: number;
  readonly requests: readonly { readonly path: string; readonly answers?: Answers }[];
};

export type StormResult = {
  readonly seconds: number;
  /** Milliseconds of every request, in no order. */
  readonly latencies: readonly number[];
  readonly statuses: Readonly<Record<string, number>>;
  /** Connections that were found closed and opened anew; their request was sent again. */
  readonly reopened: number;
  /** Processor time of the client, in seconds. */
  readonly cpuSeconds: number;
};

/** A request that is hung up upon so often in a row is a fault of the server, not of an idle connection. */
const MOST_HANG_UPS = 5;

/** A request as it goes over the line; each submission has an id of its own. */
function written({ path, answers }: Storm["requests"][number]): string {
  if (!answers) return `GET ${path} HTTP/1.1\r\nHost: bench\r\nAccept-Encoding: gzip\r\n\r\n`;
  const body = JSON.stringify({ submissionId: randomUUID(), answers, complete: true });
  const bytes = Buffer.byteLength(body);
  return `POST ${path} HTTP/1.1\r\nHost: bench\r\nContent-Type: application/json\r\nContent-Length: ${bytes}\r\n\r\n${body}`;
}

/** A reply as it comes in: its head is read, of its body only the length. Replies have a Content-Length. */
type Reply = { head: string; status: string; left: number };

/** More bytes of a piece than that are body, and not read. */
const MOST_HEAD = 4_096;

/** Takes in a piece of a reply. @returns whether it is whole */
function isWhole(reply: Reply, piece: Buffer): boolean {
  if (reply.status !== "") reply.left -= piece.length;
  else {
    const begins = piece.toString("latin1", 0, MOST_HEAD);
    reply.head += begins;
    const end = reply.head.indexOf("\r\n\r\n");
    if (end < 0) return false;
    reply.status = reply.head.slice(9, 12);
    const length = Number(/content-length: (\d+)/i.exec(reply.head)?.[1] ?? 0);
    reply.left = length - (reply.head.length - end - 4) - (piece.length - begins.length);
  }
  return reply.left <= 0;
}

/**
 * Sends all requests over keep-alive connections by bare sockets: a client that costs little beside the server. As every
 * client does, it opens a connection anew that the server closed because it lay idle (after a minute, such as when this
 * process was held up for longer), and sends again what had no reply.
 */
async function storm({ port, connections, requests }: Storm): Promise<StormResult> {
  const ready = requests.map(written);
  const latencies: number[] = [];
  const statuses: Record<string, number> = {};
  let next = 0;
  let reopened = 0;
  const run = () =>
    new Promise<void>((done, fail) => {
      let pending = ready[next++];
      let [began, hangUps] = [0, 0];
      let reply: Reply = { head: "", status: "", left: 0 };
      let broken: Error | undefined;
      const open = () => {
        const socket = connect(port, "127.0.0.1");
        const send = () => {
          if (!pending) return socket.end();
          reply = { head: "", status: "", left: 0 };
          return socket.write(pending);
        };
        socket.setNoDelay(true);
        socket.on("error", (failure) => {
          broken = failure;
        });
        socket.on("close", () => {
          if (!pending) return done();
          if (++hangUps > MOST_HANG_UPS) return fail(broken ?? new Error("the server hangs up"));
          reopened++;
          return open();
        });
        socket.on("data", (piece: Buffer) => {
          if (!isWhole(reply, piece)) return;
          const { status } = reply;
          latencies.push(performance.now() - began);
          statuses[status] = (statuses[status] ?? 0) + 1;
          pending = ready[next++];
          began = performance.now();
          hangUps = 0;
          send();
        });
        socket.once("connect", send);
      };
      began = performance.now();
      open();
    });
  const [began, usedBefore] = [performance.now(), ownCpuSeconds()];
  await Promise.all(Array.from({ length: connections }, run));
  const cpuSeconds = ownCpuSeconds() - usedBefore;
  return { seconds: (performance.now() - began) / 1000, latencies, statuses, reopened, cpuSeconds };
}

// as a process of its own, told by its parent
if (process.send) {
  process.once("message", (message) => {
    void storm(message as Storm).then((result) => process.send?.(result, () => process.exit(0)));
  });
}
