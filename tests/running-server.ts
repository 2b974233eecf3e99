import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";

export type RunningServer = {
  readonly url: string;
  readonly child: ChildProcess;
  /** Resolves with the exit code, or the signal that ended it. */
  readonly ended: Promise<number | NodeJS.Signals | null>;
};

/**
 * Starts the product's own entry as a process, on a port of its own.
 * @param environment what differs from the tests' environment
 */
export function runServer(
  environment: Readonly<Record<string, string>>,
  flags: readonly string[] = ["--front-only"],
): Promise<RunningServer> {
  const child = spawn(process.execPath, [join("server", "main.ts"), ...flags], {
    env: {
      ...process.env,
      NODE_ENV: "production",
      LOG_LEVEL: "warn",
      PORT: "0",
      HOST: "127.0.0.1",
      ...environment,
    },
    stdio: ["ignore", "inherit", "pipe"],
  });
  const ended = new Promise<number | NodeJS.Signals | null>((done) =>
    child.once("exit", (code, signal) => done(signal ?? code)),
  );
  return new Promise((resolve, reject) => {
    let said = "";
    child.stderr.on("data", (chunk: Buffer) => {
      said += chunk;
      const url = /http:\/\/localhost:(\d+)/.exec(said);
      if (url) resolve({ url: `http://127.0.0.1:${url[1]}`, child, ended });
    });
    void ended.then((how) => reject(new Error(`the server ended (${how}) and said: ${said.trim()}`)));
  });
}
