import { execFile } from "node:child_process";

export type Ended = { readonly code: number; readonly out: string; readonly err: string };

/** Runs the real command line in a process of its own. @param environment what differs from the tests' environment */
export function ov(
  words: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<Ended> {
  const options = { env: { ...process.env, ...environment }, maxBuffer: 64 << 20 };
  return new Promise((resolve) => {
    execFile(process.execPath, ["server/cli/ov.mjs", ...words], options, (failure, out, err) => {
      resolve({ code: typeof failure?.code === "number" ? failure.code : failure ? 1 : 0, out, err });
    });
  });
}
