import { existsSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";

const DOCUMENTS = ["README.md", "CONTRIBUTING.md", "DECISIONS.md"];
const { scripts } = JSON.parse(readFileSync("package.json", "utf8")) as { scripts: Record<string, string> };

test.each(DOCUMENTS)("%s names only paths and scripts that exist", (document) => {
  const text = readFileSync(document, "utf8");
  const paths = [
    ...text.matchAll(/`((?:app|server|analytics|surveys|seeds|tests|bench|docs)\/[\w./[\]-]*)`/g),
  ].map(([, path = ""]) => path);
  const images = [...text.matchAll(/!\[[^\]]*\]\(([^)]+)\)/g)].map(([, path = ""]) => path);
  const commands = [...text.matchAll(/npm run (?:-s )?([a-z:]+)/g)].map(([, name = ""]) => name);
  expect([...paths, ...images].filter((path) => !existsSync(path))).toEqual([]);
  expect(commands.filter((name) => !(name in scripts))).toEqual([]);
  expect(paths.length + commands.length).toBeGreaterThan(0);
});

test("the README lists every variable the environment is read for, and no other", () => {
  const source = readFileSync("server/env.ts", "utf8");
  const read = [...source.matchAll(/^ {2}([A-Z][A-Z_]+):/gm)].map(([, name = ""]) => name);
  const listed = [...readFileSync("README.md", "utf8").matchAll(/^\| `([A-Z][A-Z_]+)` \|/gm)].map(
    ([, name = ""]) => name,
  );
  expect(read.length).toBeGreaterThan(4);
  expect(listed.toSorted()).toEqual(read.toSorted());
});
