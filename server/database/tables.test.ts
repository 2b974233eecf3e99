import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { expect, inject, test } from "vitest";
import { describeTables } from "./describe-tables.ts";

const FILE = "server/database/tables.ts";

test("tables.ts says what the migrations make", async () => {
  const url = new URL(inject("postgresUrl"));
  url.pathname = "/template_migrated";
  const text = await describeTables(url.href);
  const { stdout } = spawnSync("biome", ["format", `--stdin-file-path=${FILE}`], {
    input: text,
    encoding: "utf8",
  });
  if (process.env.UPDATE === "1") writeFileSync(FILE, stdout);
  expect(readFileSync(FILE, "utf8")).toBe(stdout);
});
