import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import pg from "pg";
import type { TestProject } from "vitest/node";
import { embeddedPostgres } from "../server/database/embedded-postgres.ts";
import { migrate } from "../server/database/migrate.ts";

declare module "vitest" {
  export interface ProvidedContext {
    postgresUrl: string;
  }
}

/** One PostgreSQL for the whole run, with a migrated template that every test file copies. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = mkdtempSync(join(tmpdir(), "ownervoice-test-"));
  // the database user must be able to pass
  chmodSync(folder, 0o711);
  const server = await embeddedPostgres(folder, () => undefined, [
    "fsync=off",
    "full_page_writes=off",
    "max_connections=300",
  ]);
  /** Connections of workers that ended with the run take their time on a busy machine, and would keep the server. */
  const dismissOthers = async () => {
    const client = new pg.Client({ connectionString: server.url });
    await client.connect();
    await client.query(
      "select pg_terminate_backend(pid) from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid()",
    );
    await client.end();
  };
  const end = async () => {
    await dismissOthers();
    await server.release();
    rmSync(dirname(server.directory), { recursive: true, force: true });
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    const template = new URL(server.url);
    template.pathname = "/template_migrated";
    const client = new pg.Client({ connectionString: server.url });
    await client.connect();
    await client.query("create database template_migrated");
    await client.end();
    await migrate(template.href);
  } catch (failure) {
    await end();
    throw failure;
  }
  project.provide("postgresUrl", server.url);
  return end;
}
