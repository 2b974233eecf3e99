import { connect, type Socket } from "node:net";

/** What a storm is made of: one request after the other on every connection, a POST where there is a body. */
export type Storm = {
  readonly port: number;
  readonly connections: number;
  readonly posts: readonly { readonly path: string; readonly body?: string }[];
};

export type StormResult = {
  readonly seconds: number;
  /** Milliseconds of every request, in no order. */
  readonly latencies: readonly number[];
  readonly statuses: Readonly<Record<string, number>>;
};

function head(path: string, body: string | undefined): string {
  if (body === undefined) return `GET ${path} HTTP/1.1\r\nHost: bench\r\nAccept-Encoding: gzip\r\n\r\n`;
  const bytes = Buffer.byteLength(body);
  return `POST ${path} HTTP/1.1\r\nHost: bench\r\nContent-Type: application/json\r\nContent-Length: ${bytes}\r\n\r\n`;
}

/** The status of a whole reply, or undefined while it is still coming. Replies have a Content-Length. */
function statusOf(reply: string): string | undefined {
  const end = reply.indexOf("\r\n\r\n");
  if (end < 0) return undefined;
  const length = Number(/content-length: (\d+)/i.exec(reply)?.[1] ?? 0);
  return reply.length - end - 4 >= length ? reply.slice(9, 12) : undefined;
}

/** Sends all posts over keep-alive connections by bare sockets: a client that costs little beside the server. */
async function storm({ port, connections, posts }: Storm): Promise<StormResult> {
  const latencies: number[] = [];
  const statuses: Record<string, number> = {};
  let next = 0;
  const run = (socket: Socket) =>
    new Promise<void>((done, fail) => {
      let began = 0;
      let reply = "";
      const post = () => {
        const each = posts[next++];
        if (!each) {
          socket.end();
          done();
          return;
        }
        reply = "";
        began = performance.now();
        socket.write(head(each.path, each.body) + (each.body ?? ""));
      };
      socket.setNoDelay(true);
      socket.on("error", fail);
      socket.on("data", (chunk) => {
        reply += chunk.toString("latin1");
        const status = statusOf(reply);
        if (status === undefined) return;
        latencies.push(performance.now() - began);
        statuses[status] = (statuses[status] ?? 0) + 1;
        post();
      });
      socket.once("connect", post);
    });
  const began = performance.now();
  await Promise.all(Array.from({ length: connections }, () => run(connect(port, "127.0.0.1"))));
  return { seconds: (performance.now() - began) / 1000, latencies, statuses };
}

// as a process of its own, told by its parent
if (process.send) {
  process.once("message", (message) => {
    void storm(message as Storm).then((result) => process.send?.(result, () => process.exit(0)));
  });
}
