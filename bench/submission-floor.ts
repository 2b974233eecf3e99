import { randomUUID } from "node:crypto";
import { createServer, type Server } from "node:http";
import type { OpenRecord } from "#server/database/connection.ts";
import { groupCommit } from "#server/group-commit.ts";

type FloorRow = { readonly id: string; readonly key: string; readonly codes: Buffer; readonly rest: string };

/**
 * The least a durable submission can cost: a bare node:http server that parses the same body and writes a row of the
 * same size with the same grouping of commits, and nothing else.
 */
export async function floorServer({ pool }: OpenRecord): Promise<Server> {
  await pool.query(`
    create table floor (id uuid primary key, respondent_key uuid not null unique, codes bytea not null,
                        choices jsonb not null, body_hash bytea not null, submitted_at timestamptz not null,
                        words text not null)`);
  const queue = groupCommit<FloorRow, true>({
    run: async (rows) => {
      await pool.query({
        name: "floor",
        text: `insert into floor
               select id, key, codes, rest::jsonb, sha256(codes), now(), '北阳台窗边下雨会渗水希望车库灯亮一点'
               from unnest($1::uuid[], $2::uuid[], $3::bytea[], $4::text[]) as t (id, key, codes, rest)`,
        values: [
          rows.map(({ id }) => id),
          rows.map(({ key }) => key),
          rows.map(({ codes }) => codes),
          rows.map(({ rest }) => rest),
        ],
      });
      return rows.map(() => true);
    },
    failsAll: () => true,
  });
  return createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const { submissionId } = JSON.parse(Buffer.concat(chunks).toString()) as { submissionId: string };
      const rest = '{"Y05":["P2","M1"],"Y21":["leak","door_window"],"Y44":["P3","D4"]}';
      void queue
        .submit({ id: submissionId, key: randomUUID(), codes: Buffer.alloc(40, 4), rest })
        .then(() => {
          const body = '{"status":"stored","receipt":"7K3M9-QX2RD"}';
          response.writeHead(200, { "Content-Type": "application/json", "Content-Length": body.length });
          response.end(body);
        });
    });
  });
}
