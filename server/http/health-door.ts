import { setTimeout as delay } from "node:timers/promises";
import type { OpenRecord } from "../database/connection.ts";
import { type Door, jsonReply } from "./exchange.ts";

/** How far the analysis is behind the record; undefined seconds while it was never loaded. */
export type Freshness = () => { readonly lagSeconds: number | undefined };

async function postgresAnswers({ pool }: OpenRecord): Promise<boolean> {
  const late = new AbortController();
  try {
    return await Promise.race([
      pool.query("select 1").then(
        () => true,
        () => false,
      ),
      delay(2_000, false, { signal: late.signal }),
    ]);
  } finally {
    late.abort();
  }
}

/** `GET /api/health`: 200 while the record answers, 503 when not; for load balancers and operators. */
export function healthDoor(record: OpenRecord, freshness: Freshness | undefined, version: string): Door {
  return {
    name: "/api/health",
    opens: (path) => path === "/api/health",
    async answer() {
      const postgres = await postgresAnswers(record);
      return jsonReply(postgres ? 200 : 503, {
        status: postgres ? "ok" : "unavailable",
        postgres: postgres ? "ok" : "unavailable",
        duckdb: { lagSeconds: freshness?.().lagSeconds ?? null },
        version,
      });
    },
  };
}
