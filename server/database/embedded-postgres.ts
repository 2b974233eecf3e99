import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { createHash, randomBytes } from "node:crypto";
import { chownSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { basename, join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import pg from "pg";
import { AppError } from "../app-error.ts";
import { FALLBACK_ROOT, postgresBinaries, postgresUser, type SystemUser } from "./postgres-binaries.ts";

export type EmbeddedPostgres = {
  readonly url: string;
  readonly directory: string;
  /** Stops the server unless another process still holds or uses it. */
  readonly release: () => Promise<void>;
};

type Endpoint = { readonly port: number; readonly password: string };

const USER = "ownervoice";
const DATABASE = "ownervoice";

function urlOf({ port, password }: Endpoint, database = DATABASE): string {
  return `postgresql://${USER}:${password}@127.0.0.1:${port}/${database}`;
}

function canWrite(directory: string, user: SystemUser | undefined): boolean {
  return spawnSync("test", ["-w", directory], { ...user, cwd: "/" }).status === 0;
}

/** The cluster's folder: below the data folder, or below FALLBACK_ROOT when the server's user cannot get there. */
function clusterDirectory(
  dataDir: string,
  user: SystemUser | undefined,
  say: (line: string) => void,
): string {
  const own = join(dataDir, "postgres");
  try {
    // others may pass through to their own files, not look around
    mkdirSync(dataDir, { recursive: true, mode: 0o711 });
    mkdirSync(own, { recursive: true, mode: 0o700 });
    if (user) chownSync(own, user.uid, user.gid);
  } catch (cause) {
    throw new AppError(
      "data_folder_unusable",
      `The data folder ${dataDir} cannot be written: free it or set DATA_DIR to another.`,
      {},
      cause,
    );
  }
  if (canWrite(own, user)) return own;
  const mark = createHash("sha256").update(own).digest("hex").slice(0, 12);
  const fallback = join(FALLBACK_ROOT, `${basename(dataDir)}-${mark}`, "postgres");
  mkdirSync(fallback, { recursive: true, mode: 0o755 });
  if (user) chownSync(fallback, user.uid, user.gid);
  say(`The database user cannot reach ${own}; the database lives in ${fallback}.`);
  return fallback;
}

/** A port nobody listens on: the wanted one if it is free. */
async function freePort(wanted = 0): Promise<number> {
  const server = createServer();
  try {
    await new Promise<void>((done, fail) => server.once("error", fail).listen(wanted, "127.0.0.1", done));
  } catch (taken) {
    if (wanted === 0) throw taken;
    return freePort();
  }
  const address = server.address();
  await new Promise<void>((done) => server.close(() => done()));
  if (address === null || typeof address === "string") throw new Error("no port was given");
  return address.port;
}

async function answers(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 3000 });
  client.on("error", () => undefined);
  try {
    await client.connect();
    await client.query("select 1");
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}

function initialise(initdb: string, directory: string, password: string, user: SystemUser | undefined): void {
  const passwordFile = join(directory, "..", `.init-${randomBytes(6).toString("hex")}`);
  writeFileSync(passwordFile, `${password}\n`, { mode: 0o600 });
  if (user) chownSync(passwordFile, user.uid, user.gid);
  const readable = spawnSync("test", ["-r", passwordFile], { ...user, cwd: "/" }).status === 0;
  try {
    const flags = [
      `--pgdata=${join(directory, "cluster")}`,
      "--auth=scram-sha-256",
      `--username=${USER}`,
      "--encoding=UTF8",
      "--locale=C.UTF-8",
    ];
    const password_ = readable ? `--pwfile=${passwordFile}` : "--pwfile=/dev/stdin";
    const result = spawnSync(initdb, [...flags, password_], {
      ...user,
      cwd: "/",
      encoding: "utf8",
      input: `${password}\n`,
    });
    if (result.status !== 0) {
      rmSync(join(directory, "cluster"), { recursive: true, force: true });
      throw new AppError(
        "data_folder_unusable",
        `PostgreSQL could not be initialised in ${directory}: ${result.stderr.trim().split("\n").at(-1)}`,
      );
    }
  } finally {
    rmSync(passwordFile, { force: true });
  }
}

async function launch(
  postgres: string,
  directory: string,
  endpoint: Endpoint,
  settings: readonly string[],
  user: SystemUser | undefined,
): Promise<ChildProcess> {
  // Detached and without pipes: the server outlives a killed application, and the next start finds it.
  const child = spawn(
    postgres,
    [
      "-D",
      join(directory, "cluster"),
      "-p",
      String(endpoint.port),
      ...settings.flatMap((setting) => ["-c", setting]),
    ],
    { ...user, cwd: "/", detached: true, stdio: "ignore" },
  );
  child.unref();
  const exited = new Promise<"exited">((done) => child.once("exit", () => done("exited")));
  for (let attempt = 0; attempt < 600; attempt++) {
    if (await answers(urlOf(endpoint, "postgres"))) return child;
    if ((await Promise.race([exited, delay(50)])) === "exited") break;
  }
  throw new AppError(
    "database_unavailable",
    `The embedded PostgreSQL in ${directory} does not start; its log is ${join(directory, "cluster", "log")}.`,
  );
}

const SETTINGS = [
  "listen_addresses=127.0.0.1",
  "unix_socket_directories=",
  "max_connections=100",
  "shared_buffers=256MB",
  "max_wal_size=2GB",
  "checkpoint_timeout=15min",
  "logging_collector=on",
  "log_min_messages=warning",
  "log_min_error_statement=panic",
] as const;

async function ensureDatabase(endpoint: Endpoint): Promise<void> {
  const client = new pg.Client({ connectionString: urlOf(endpoint, "postgres") });
  await client.connect();
  try {
    const { rowCount } = await client.query("select from pg_database where datname = $1", [DATABASE]);
    if (rowCount === 0) await client.query(`create database ${DATABASE}`);
  } finally {
    await client.end();
  }
}

/** By folder: the connection that shows other processes that this one needs the server, also while its pools rest. */
const holds = new Map<string, pg.Client>();

async function hold(endpoint: Endpoint, directory: string): Promise<void> {
  if (holds.has(directory)) return;
  const client = new pg.Client({
    connectionString: urlOf(endpoint, "postgres"),
    application_name: "ownervoice hold",
    keepAlive: true,
  });
  const forget = () => {
    if (holds.get(directory) === client) holds.delete(directory);
  };
  client.on("error", forget);
  client.on("end", forget);
  holds.set(directory, client);
  try {
    await client.connect();
    // typed for pools alone, though every client has it
    (client as pg.Client & { unref(): void }).unref();
  } catch {
    // whoever joins next finds out that the server is gone
    forget();
  }
}

async function letGo(directory: string): Promise<void> {
  const client = holds.get(directory);
  holds.delete(directory);
  // otherwise a process that has nothing else to do ends here, and the server stays behind
  (client as (pg.Client & { ref(): void }) | undefined)?.ref();
  await client?.end().catch(() => undefined);
}

/** Whether somebody else uses the server. One's own connections take a moment to be gone from its list. */
async function isShared(client: pg.Client): Promise<boolean> {
  for (let attempt = 0; attempt < 20; attempt++) {
    const { rows } = await client.query(
      "select count(*)::int as others from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid()",
    );
    if (rows[0]?.others === 0) return false;
    await delay(25);
  }
  return true;
}

/** Whether the process that last served this folder is still there; it may be starting or recovering. */
export function isRunning(directory: string): boolean {
  try {
    const file = readFileSync(join(directory, "cluster", "postmaster.pid"), "utf8");
    // signal 0 only asks; somebody else's process answers EPERM
    return process.kill(Number(file.split("\n")[0]), 0);
  } catch (none) {
    return none instanceof Error && "code" in none && none.code === "EPERM";
  }
}

/** Until a server that is there answers, or is gone, or took too long. */
async function comesUp(directory: string, url: string): Promise<boolean> {
  for (let attempt = 0; attempt < 300 && isRunning(directory); attempt++) {
    if (await answers(url)) return true;
    await delay(100);
  }
  return answers(url);
}

async function release(endpoint: Endpoint, directory: string): Promise<void> {
  await letGo(directory);
  const client = new pg.Client({ connectionString: urlOf(endpoint, "postgres") });
  client.on("error", () => undefined);
  try {
    await client.connect();
    if (await isShared(client)) return;
  } catch {
    return;
  } finally {
    await client.end().catch(() => undefined);
  }
  const pid = Number(readFileSync(join(directory, "cluster", "postmaster.pid"), "utf8").split("\n")[0]);
  process.kill(pid, "SIGINT");
  for (let attempt = 0; attempt < 200 && existsSync(join(directory, "cluster", "postmaster.pid")); attempt++)
    await delay(25);
}

/**
 * A real PostgreSQL below the data folder: initialised when missing, joined when it already runs (also after the
 * application was killed), started on a free port otherwise. Works as root too, with the server under its own user.
 * @param say receives a sentence when something lies elsewhere than expected
 * @throws AppError with a remedy when folder, programs or user are not usable
 */
export async function embeddedPostgres(
  dataDir: string,
  say: (line: string) => void = () => undefined,
  settings: readonly string[] = [],
): Promise<EmbeddedPostgres> {
  const user = postgresUser();
  const directory = clusterDirectory(dataDir, user, say);
  const endpointFile = join(directory, "endpoint.json");
  const known = existsSync(endpointFile)
    ? (JSON.parse(readFileSync(endpointFile, "utf8")) as Endpoint)
    : undefined;
  const give = async (endpoint: Endpoint): Promise<EmbeddedPostgres> => {
    await hold(endpoint, directory);
    return { url: urlOf(endpoint), directory, release: () => release(endpoint, directory) };
  };

  if (known && (await comesUp(directory, urlOf(known, "postgres")))) return give(known);
  const { initdb, postgres } = await postgresBinaries(user);
  const password = known?.password ?? randomBytes(24).toString("hex");
  if (!existsSync(join(directory, "cluster", "PG_VERSION"))) {
    rmSync(join(directory, "cluster"), { recursive: true, force: true });
    initialise(initdb, directory, password, user);
  }
  // the same port again, so that those who were connected find it
  const endpoint = { port: await freePort(known?.port), password };
  writeFileSync(endpointFile, JSON.stringify(endpoint), { mode: 0o600 });
  await launch(postgres, directory, endpoint, [...SETTINGS, ...settings], user);
  await ensureDatabase(endpoint);
  return give(endpoint);
}
