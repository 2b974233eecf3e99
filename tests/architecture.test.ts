import { readdirSync, readFileSync, statSync } from "node:fs";
import { posix } from "node:path";
import { expect, test } from "vitest";

/** Each folder and the folders it may import from; nothing imports app or seeds. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  app: ["server", "analytics", "surveys"],
  seeds: ["server", "analytics", "surveys"],
  server: ["analytics", "surveys"],
  analytics: ["surveys"],
  surveys: [],
};

type Edge = {
  readonly file: string;
  readonly from: string;
  readonly target: string;
  readonly typeOnly: boolean;
};

const STATEMENT =
  /\b(import|export)\s+(type\s+)?(?:[^"';]*?\sfrom\s+)?["']([^"']+)["']|\bimport\(\s*["']([^"']+)["']/g;

function filesOf(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => /\.(ts|tsx|mjs)$/.test(name) && !/\.test\.tsx?$/.test(name))
    .map((name) => posix.join(folder, name));
}

const edges: readonly Edge[] = Object.keys(MAY_IMPORT).flatMap((from) =>
  filesOf(from).flatMap((file) =>
    [...readFileSync(file, "utf8").matchAll(STATEMENT)].flatMap(([, , typeOnly, named, dynamic]): Edge[] => {
      const specifier = named ?? dynamic ?? "";
      const target = specifier.startsWith("#")
        ? specifier.slice(1)
        : specifier.startsWith(".")
          ? posix.join(posix.dirname(file), specifier)
          : undefined;
      return target === undefined ? [] : [{ file, from, target, typeOnly: typeOnly !== undefined }];
    }),
  ),
);

function folderOf(target: string): string {
  return target.split("/")[0] ?? "";
}

test("imports point one way: app → server → analytics → surveys, and nothing imports app or seeds", () => {
  const broken = edges.filter(
    ({ from, target }) => folderOf(target) !== from && !MAY_IMPORT[from]?.includes(folderOf(target)),
  );
  expect(edges.length).toBeGreaterThan(200);
  expect(new Set(edges.map(({ from, target }) => `${from}>${folderOf(target)}`)).size).toBeGreaterThan(6);
  expect(broken.map(({ file, target }) => `${file} → ${target}`)).toEqual([]);
});

test("client components import only types from server", () => {
  const clients = new Set(
    filesOf("app").filter((file) => /^["']use client["']/.test(readFileSync(file, "utf8"))),
  );
  expect(clients.size).toBeGreaterThan(3);
  const broken = edges.filter(
    ({ file, target, typeOnly }) => clients.has(file) && folderOf(target) === "server" && !typeOnly,
  );
  expect(broken.map(({ file, target }) => `${file} → ${target}`)).toEqual([]);
});

test("analytics and surveys touch nothing of the world", () => {
  const worldly = /["']node:|["']pg["']|@duckdb\/|Date\.now\(|new Date\(\)|Math\.random|process\.|fetch\(/;
  const files = [...filesOf("analytics"), ...filesOf("surveys")];
  expect(files.length).toBeGreaterThan(30);
  expect(
    files.filter((file) =>
      worldly.test(readFileSync(file, "utf8").replaceAll(/^\s*(\/\/|\*|\/\*).*$/gm, "")),
    ),
  ).toEqual([]);
});

test("no folder is a grab bag and no file a barrel", () => {
  const names = /(^|\/)(lib|utils|helpers|common|types|constants)(\/|$)/;
  const all = Object.keys(MAY_IMPORT).flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: "utf8" }).map((name) => posix.join(folder, name)),
  );
  expect(all.filter((path) => statSync(path).isDirectory() && names.test(path))).toEqual([]);
  expect(all.filter((path) => /\/index\.tsx?$/.test(path))).toEqual([]);
});
