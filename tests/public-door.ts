import type { AddressInfo } from "node:net";
import { type OpenRecord, openRecord } from "#server/database/connection.ts";
import { trustedProxies } from "#server/http/client-address.ts";
import { createFront, listen } from "#server/http/front.ts";
import { healthDoor } from "#server/http/health-door.ts";
import { createLog } from "#server/log.ts";
import { privacyDoor } from "#server/owner-page/privacy-door.ts";
import { ownerDesk } from "#server/submissions/owner-desk.ts";
import { ownerDoor } from "#server/submissions/owner-door.ts";

export type PublicDoor = {
  readonly url: string;
  readonly record: OpenRecord;
  /** Everything logged so far, a JSON object a line. */
  readonly logged: () => string;
  readonly close: () => Promise<void>;
};

/** The public door on a port of its own over a database, as the running product opens it. */
export async function publicDoor(databaseUrl: string, now: () => number = Date.now): Promise<PublicDoor> {
  const record = openRecord(databaseUrl);
  const lines: string[] = [];
  const log = createLog("debug", { write: (line: string) => void lines.push(line) });
  const desk = ownerDesk(databaseUrl, now);
  const server = createFront({
    doors: [ownerDoor(desk), privacyDoor(record), healthDoor(record, undefined, "test")],
    pages: async (_request, response) => {
      response.writeHead(404).end();
    },
    log,
    proxies: trustedProxies(undefined),
    bodyTimeoutMs: 500,
  });
  await listen(server, 0, "127.0.0.1");
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    record,
    logged: () => lines.join(""),
    close: async () => {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
      await desk.close();
      await record.close();
    },
  };
}
