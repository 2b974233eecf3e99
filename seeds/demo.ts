import { spawn } from "node:child_process";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { analysisPath } from "#server/analysis/analysis.ts";
import { AppError } from "#server/app-error.ts";
import { closeRecord, type OpenRecord, record } from "#server/database/connection.ts";
import { env } from "#server/env.ts";
import { shanghaiDate } from "#surveys/calendar-date.ts";
import { buildPages } from "./demo/build.ts";
import { type Demo, readDemo, writeDemo } from "./demo/demo-file.ts";
import { createDemoInterviewers } from "./demo/demo-interviewers.ts";
import { createDemoLinks } from "./demo/demo-links.ts";
import { createDemoPeople } from "./demo/demo-people.ts";
import { seedDatabase } from "./seed-database.ts";

const SEED = 20_260_101;
const OWNERS = 20_000;

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** Seeds once; later starts find the demo as it was left. */
async function prepare(opened: OpenRecord): Promise<Demo> {
  const { dataDir } = env();
  const known = readDemo(dataDir);
  if (known) return known;
  const options = {
    owners: OWNERS,
    seed: SEED,
    asOf: shanghaiDate(new Date()),
    reset: false,
    analysis: analysisPath(),
  };
  await seedDatabase(opened, options, say);
  const demo = { ...(await createDemoPeople(opened.db)), links: await createDemoLinks(opened.db) };
  await createDemoInterviewers(opened.db);
  writeDemo(dataDir, demo);
  return demo;
}

async function isHealthy(address: string): Promise<boolean> {
  try {
    return (await fetch(`${address}/api/health`)).ok;
  } catch {
    return false;
  }
}

function introduce(address: string, demo: Demo, seconds: number): void {
  say("");
  say(`业主之声已启动，用时 ${seconds} 秒。OwnerVoice is ready.`);
  say("");
  say(`  ${address}`);
  say("");
  say(`  演示账号，密码都是 ${demo.password}（demo accounts, one password）`);
  for (const { email, name, about, aboutEn } of demo.people)
    say(`    ${email.padEnd(24)} ${name}，${about} · ${aboutEn}`);
  say("");
  say("  业主答卷链接，每条只能答一次（owners' links, one answer each）");
  for (const { label, project, path } of demo.links) say(`    ${project} ${label}  ${address}${path}`);
  say("");
  say("  Ctrl C 停止 · stops it");
}

/** `npm run demo`: builds, seeds a realistic group into the embedded database, serves it and says how to get in. */
async function main(): Promise<void> {
  const started = performance.now();
  const { PORT } = env();
  const [demo] = await Promise.all([
    record().then(prepare),
    buildPages().then((built) => say(built ? "页面已构建。" : "页面无需重新构建。")),
  ]);

  // The server is its own process and keeps the embedded database alive when this one lets go.
  const server = spawn(process.execPath, [join("server", "main.ts"), "--demo"], { stdio: "inherit" });
  const ended = new Promise<number>((done) => server.once("exit", (code) => done(code ?? 0)));
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => server.kill(signal));
  const address = `http://localhost:${PORT}`;
  const up = async () => {
    while (!(await isHealthy(address))) await delay(100);
    return "up" as const;
  };
  const first = await Promise.race([up(), ended]);
  await closeRecord();
  if (first === "up") introduce(address, demo, Math.round((performance.now() - started) / 1000));
  process.exitCode = first === "up" ? await ended : first;
}

try {
  await main();
} catch (failure) {
  if (!(failure instanceof AppError)) throw failure;
  process.stderr.write(`${failure.message}\n`);
  process.exit(1);
}
