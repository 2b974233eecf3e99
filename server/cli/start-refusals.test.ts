import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "ownervoice-start-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function run(words: readonly string[], environment: Readonly<Record<string, string>> = {}) {
  const env = {
    ...process.env,
    DATA_DIR: join(folder, "data"),
    PORT: "0",
    HOST: "127.0.0.1",
    ...environment,
  };
  return spawnSync(process.execPath, words, { env, encoding: "utf8" });
}

/** One sentence on stderr and no stack. */
function oneSentence({ status, stderr }: ReturnType<typeof run>): string {
  expect(status).toBe(1);
  expect(stderr.trim().split("\n")).toHaveLength(1);
  return stderr.trim();
}

test.each([
  ["mysql://x/y", /DATABASE_URL must look like/],
  ["postgresql://u:p@127.0.0.1:99999/x", /DATABASE_URL must look like.*port up to 65535/],
  ["postgresql://u:p#w@127.0.0.1/x", /DATABASE_URL must look like.*%23/],
  ["postgresql://u:50%@127.0.0.1/x", /DATABASE_URL must look like.*%25/],
  ["postgresql://u:p@127.0.0.1:1/x", /No PostgreSQL answers at 127\.0\.0\.1:1\/x/],
])("a DATABASE_URL of %s is refused in a sentence", (url, sentence) => {
  expect(oneSentence(run(["server/cli/start.mjs"], { DATABASE_URL: url }))).toMatch(sentence);
});

test("a PORT that is no port is refused in a sentence", () => {
  expect(oneSentence(run(["server/cli/start.mjs"], { PORT: "web" }))).toMatch(
    /PORT must be a number such as 3000/,
  );
});

test.each(["start.mjs", "ov.mjs"])("an old Node is told of by %s", (program) => {
  const older = join(folder, "older.mjs");
  writeFileSync(
    older,
    "Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '20.20.2' } });",
  );
  const answer = run(["--import", pathToFileURL(older).href, `server/cli/${program}`, "doctor"]);
  expect(oneSentence(answer)).toMatch(/^Node 20\.20\.2 is too old: .*'npm ci'/);
});

test("packages that are not installed are told of", () => {
  const program = join(folder, "program.mjs");
  writeFileSync(
    program,
    `import { begin } from ${JSON.stringify(pathToFileURL("server/cli/begin.mjs").href)};\nawait begin(() => import("./needy.mjs"));\n`,
  );
  writeFileSync(join(folder, "needy.mjs"), 'import "a-package-nobody-installed";\n');
  expect(oneSentence(run([program]))).toMatch(/packages are not installed.*'npm ci'/);
});
