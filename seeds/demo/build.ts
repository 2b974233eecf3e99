import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { AppError } from "#server/app-error.ts";

const SOURCES = [
  "app",
  "server",
  "analytics",
  "surveys",
  "next.config.mjs",
  "postcss.config.mjs",
  "package-lock.json",
  "tsconfig.json",
];
const STAMP = join(".next", "ownervoice-sources");

function fingerprint(): string {
  const hash = createHash("sha256");
  for (const source of SOURCES.filter((path) => existsSync(path))) {
    const files = statSync(source).isDirectory()
      ? readdirSync(source, { recursive: true, encoding: "utf8" }).map((name) => join(source, name))
      : [source];
    for (const file of files.toSorted())
      if (statSync(file).isFile()) hash.update(file).update(readFileSync(file));
  }
  return hash.digest("hex");
}

/** Builds the staff's pages unless a build of these very sources is there. */
export async function buildPages(): Promise<boolean> {
  const sources = fingerprint();
  if (existsSync(join(".next", "BUILD_ID")) && existsSync(STAMP) && readFileSync(STAMP, "utf8") === sources)
    return false;
  const child = spawn("npm", ["run", "-s", "build"], { stdio: ["ignore", "pipe", "pipe"] });
  const output: string[] = [];
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (chunk: Buffer) => output.push(chunk.toString()));
  const status = await new Promise<number | null>((done, fail) =>
    child.once("error", fail).once("exit", done),
  );
  if (status !== 0)
    throw new AppError("missing_program", `The pages could not be built:\n${output.join("").trim()}`);
  writeFileSync(STAMP, sources);
  return true;
}
