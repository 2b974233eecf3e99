import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type EmbeddedPostgres, embeddedPostgres, isRunning } from "./embedded-postgres.ts";

let dataDir: string;
let postgres: EmbeddedPostgres;

beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), "ownervoice-embedded-"));
  postgres = await embeddedPostgres(dataDir);
});

afterAll(async () => {
  await postgres.release();
  rmSync(dataDir, { recursive: true, force: true });
  rmSync(dirname(postgres.directory), { recursive: true, force: true });
});

/** A process that has joined the server and asks it nothing. */
async function silentHolder(): Promise<ChildProcess> {
  const module = new URL("embedded-postgres.ts", import.meta.url).href;
  const script = `
    import { embeddedPostgres } from ${JSON.stringify(module)};
    await embeddedPostgres(${JSON.stringify(dataDir)});
    process.stdout.write("joined");
    setInterval(() => undefined, 1000);
  `;
  const child = spawn(process.execPath, ["--input-type=module", "--eval", script], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  await new Promise((joined, failed) => {
    child.stdout.once("data", joined);
    child.once("exit", () => failed(new Error("the holder ended before it had joined")));
  });
  return child;
}

test("a server that another process holds is not stopped, however quiet that one is; with the last holder it ends", async () => {
  const other = await silentHolder();
  const gone = new Promise((done) => other.once("exit", done));
  await postgres.release();
  expect(isRunning(postgres.directory)).toBe(true);

  postgres = await embeddedPostgres(dataDir);
  other.kill("SIGKILL");
  await gone;
  await postgres.release();
  expect(existsSync(join(postgres.directory, "cluster", "postmaster.pid"))).toBe(false);
}, 60_000);

test("a process that only joined the server can end without releasing it", async () => {
  const module = new URL("embedded-postgres.ts", import.meta.url).href;
  const script = `import { embeddedPostgres } from ${JSON.stringify(module)}; await embeddedPostgres(${JSON.stringify(dataDir)});`;
  const child = spawn(process.execPath, ["--input-type=module", "--eval", script], { stdio: "inherit" });
  expect(await new Promise((done) => child.once("exit", done))).toBe(0);
  postgres = await embeddedPostgres(dataDir);
}, 60_000);

test("a process with nothing else to do lets go before it ends, and the server ends with it", async () => {
  await postgres.release();
  const module = new URL("embedded-postgres.ts", import.meta.url).href;
  const script = `
    import { embeddedPostgres } from ${JSON.stringify(module)};
    const { release } = await embeddedPostgres(${JSON.stringify(dataDir)});
    await release();
  `;
  const child = spawn(process.execPath, ["--input-type=module", "--eval", script], { stdio: "inherit" });
  expect(await new Promise((done) => child.once("exit", done))).toBe(0);
  expect(isRunning(postgres.directory)).toBe(false);
  postgres = await embeddedPostgres(dataDir);
}, 60_000);
