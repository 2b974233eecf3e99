import { readFileSync } from "node:fs";
import { availableParallelism, loadavg } from "node:os";
import { join } from "node:path";
import { analysis, closeAnalysis } from "./analysis/analysis.ts";
import { AppError } from "./app-error.ts";
import { closeRecord, record } from "./database/connection.ts";
import { env, settleEnvironment } from "./env.ts";
import { programInUse } from "./explore/program-in-use.ts";
import { giveTableStore, openTableStore } from "./explore/table-store.ts";
import { warmCuts, warmOlderCuts } from "./explore/warm-cuts.ts";
import { trustedProxies } from "./http/client-address.ts";
import { createFront, listen, type Pages } from "./http/front.ts";
import { healthDoor } from "./http/health-door.ts";
import { type NextPages, nextPages } from "./http/next-pages.ts";
import { ensureShippedDefinitions } from "./indicators/shipped-definitions.ts";
import { STEADY_MS } from "./indicators/state-in-use.ts";
import { warmingLoop, warmTables } from "./indicators/warm-tables.ts";
import { log } from "./log.ts";
import { mailingDesk } from "./mailings/mailing-desk.ts";
import { mailingLoop } from "./mailings/mailing-loop.ts";
import { privacyDoor } from "./owner-page/privacy-door.ts";
import { announceSetup } from "./people/first-run.ts";
import { closeProtector, giveProtector } from "./protection/decide-apart.ts";
import { startProtector } from "./protection/protector.ts";
import { ensureShippedQuestionnaires } from "./questionnaires/shipped-questionnaires.ts";
import { retentionLoop } from "./retention/retention-loop.ts";
import { deriveKey } from "./secret.ts";
import { ownerDesk } from "./submissions/owner-desk.ts";
import { ownerDoor } from "./submissions/owner-door.ts";
import { taggingLoop } from "./voices/tagging-loop.ts";

type Mode = "production" | "development" | "front-only";

function modeOf(argv: readonly string[]): Mode {
  if (argv.includes("--dev")) return "development";
  return argv.includes("--front-only") ? "front-only" : "production";
}

function version(): string {
  const { version } = JSON.parse(readFileSync(join(process.cwd(), "package.json"), "utf8")) as {
    version: string;
  };
  return version;
}

/** Without the staff's pages only the public doors are open. */
const noPages: Pages = async (_request, response) => {
  response.writeHead(404, { "Content-Type": "text/plain; charset=utf-8" }).end("Not found.\n");
};

/** Whether more wants the processors than there are. */
function isBusy(): boolean {
  return (loadavg()[0] ?? 0) >= availableParallelism();
}

/** Milliseconds requests under way have to end when the process is asked to stop. */
const GRACE_MS = 10_000;

async function start(mode: Mode, demo: boolean): Promise<void> {
  settleEnvironment({ ...(mode === "development" && { NODE_ENV: mode }), ...(demo && { DEMO: "1" }) });
  const { HOST, PORT, TRUST_PROXY } = env();
  const opened = await record();
  await ensureShippedDefinitions(opened.db);
  await ensureShippedQuestionnaires(opened.db);
  const desk = ownerDesk(opened.url);
  const indicators = mode === "front-only" ? undefined : await analysis();
  giveProtector(startProtector());
  let next: Promise<NextPages> | undefined;
  const front = createFront({
    doors: [ownerDoor(desk), privacyDoor(opened), healthDoor(opened, indicators?.freshness, version())],
    pages: async (request, response) => (next ? (await next).pages : noPages)(request, response),
    log: log(),
    proxies: trustedProxies(TRUST_PROXY),
  });
  const port = await listen(front, PORT, HOST);
  // nothing runs by itself before the port is ours: a second start must end with its one sentence
  await announceSetup(opened.db, (line) => process.stderr.write(`${line}\n`));
  const stopLoading = indicators?.startLoading();
  const sources = indicators && { db: opened.db, analysis: indicators, steadyFor: STEADY_MS };
  // while somebody changes the program under it nothing is kept: what it made a minute ago is another program's
  if (sources && mode === "production")
    giveTableStore(
      openTableStore(join(env().dataDir, "tables"), deriveKey("tables by cut:1"), programInUse()),
    );
  // apart, so that what every screen needs does not rest as long as the many tables of the free analysis, nor these as long as old ones
  const warming = sources
    ? [
        warmingLoop(sources, warmTables),
        warmingLoop(sources, warmCuts, isBusy),
        warmingLoop(sources, warmOlderCuts, isBusy),
      ]
    : [];
  const tagging = mode === "front-only" ? undefined : taggingLoop(opened.db);
  const mailings = mode === "front-only" ? undefined : mailingLoop(mailingDesk(opened.db));
  const { dataDir } = env();
  const retention =
    mode === "front-only" ? undefined : retentionLoop({ db: opened.db, dataDir, now: () => new Date() });

  let ending = false;
  const end = async (signal: string) => {
    if (ending) process.exit(1);
    ending = true;
    log().info({ signal }, "stopping");
    const closed = new Promise<void>((done) => front.close(() => done()));
    // a connection that is kept alive becomes idle again and again
    const sweep = setInterval(() => front.closeIdleConnections(), 50);
    const hard = setTimeout(() => front.closeAllConnections(), GRACE_MS);
    await closed;
    clearInterval(sweep);
    clearTimeout(hard);
    const stopped = Promise.all([
      mailings?.stop(),
      tagging?.stop(),
      retention?.stop(),
      ...warming.map(({ stop }) => stop()),
    ]);
    await closeProtector();
    await stopped;
    await desk.close();
    await (await next)?.close();
    await stopLoading?.();
    await closeAnalysis();
    await closeRecord();
    log().info("stopped");
    log().flush(() => process.exit(0));
  };
  process.on("SIGTERM", (signal) => void end(signal)).on("SIGINT", (signal) => void end(signal));

  if (mode !== "front-only") {
    next = nextPages(front, { dev: mode === "development", port });
    await next;
  }
  log().info({ port, mode }, "listening");
  process.stderr.write(`OwnerVoice: http://localhost:${port}\n`);
}

try {
  const words = process.argv.slice(2);
  await start(modeOf(words), words.includes("--demo"));
} catch (failure) {
  const known = failure instanceof AppError;
  process.stderr.write(
    `${known ? failure.message : failure instanceof Error ? failure.stack : String(failure)}\n`,
  );
  await closeAnalysis().catch(() => undefined);
  await closeRecord().catch(() => undefined);
  process.exit(1);
}
