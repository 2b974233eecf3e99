import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openRecord } from "#server/database/connection.ts";
import { createWave, waveDraft } from "#server/waves/draft-wave.ts";
import { lockWave } from "#server/waves/lock-wave.ts";
import { commandLineManager } from "#server/waves/wave-manager.ts";
import { addDays, shanghaiDate } from "#surveys/calendar-date.ts";
import { testDatabase } from "#tests/database.ts";
import { ov } from "#tests/ov.ts";
import { ownedHomes, SOUND_DRAFT } from "#tests/owned-homes.ts";

const database = await testDatabase();
const folder = mkdtempSync(join(tmpdir(), "ov-sample-"));
const environment = {
  DATABASE_URL: database.url,
  DATA_DIR: folder,
  PUBLIC_URL: "https://survey.example.test",
};
const today = shanghaiDate(new Date());
const year = today.slice(0, 4);

beforeAll(async () => {
  const record = openRecord(database.url);
  await ownedHomes(record.db, 40);
  const by = commandLineManager();
  const wave = await createWave(
    record.db,
    by,
    waveDraft.parse({
      ...SOUND_DRAFT,
      year: Number(year),
      cutoffOn: addDays(today, -10),
      opensOn: today,
      closesOn: addDays(today, 20),
    }),
  );
  expect(await lockWave(record.db, by, wave, today)).toEqual({ ok: true });
  await record.close();
});
afterAll(async () => {
  await database.drop();
  rmSync(folder, { recursive: true });
});

test("ov sample draws by a seed, and the same words give the same homes", async () => {
  const draw = (...more: string[]) => ov(["sample", "--wave", year, ...more, "--json"], environment);
  const first = await draw("--per-stratum", "3", "--seed", "7");
  expect([first.code, JSON.parse(first.out)]).toMatchObject([0, { outcome: "drawn", seed: 7, owners: 120 }]);
  const { hash, strata, drawn } = JSON.parse(first.out);
  expect(strata.every((each: { drawn: number }) => each.drawn === 3)).toBe(true);
  expect(drawn).toBe(3 * strata.length);
  const again = await draw("--per-stratum", "3", "--seed", "7");
  expect(JSON.parse(again.out)).toMatchObject({ outcome: "replayed", hash });
  expect(JSON.parse((await draw()).out)).toMatchObject({ outcome: "replayed", hash });
});

test("ov invite writes the links of the sample, and a wrong call says what to do", async () => {
  const out = join(folder, "links.csv");
  const made = await ov(["invite", "--wave", year, "--limit", "5", "--out", out, "--json"], environment);
  expect([made.code, JSON.parse(made.out)]).toMatchObject([0, { invited: 5, path: out }]);
  const lines: Record<string, string>[] = parse(readFileSync(out), { columns: true, bom: true });
  expect(lines.length).toBe(5);
  for (const { home_code, link } of lines) {
    expect(home_code).toMatch(/^(OAK|ELM|ASH)-\d{6}$/);
    expect(link).toMatch(/^https:\/\/survey\.example\.test\/s\/[\w-]{24}$/);
  }
  const wrong = [
    [["invite", "--wave", year], 2],
    [["invite", "--wave", year, "--out", out], 2],
    [["invite", "--wave", year, "--out", join(folder, "links.pdf")], 2],
    [["invite", "--wave", "1999", "--out", join(folder, "a.csv")], 1],
    [["sample", "--wave", year, "--margin", "0"], 2],
    [["sample", "--wave", year, "--census", "--per-stratum", "3"], 2],
    [["sample", "--wave", year, "--per-stratum", "2", "--seed", "8"], 1],
  ] as const;
  for (const [words, code] of wrong) {
    const { code: exit, err } = await ov([...words], environment);
    expect([words, exit]).toEqual([words, code]);
    expect(err.trim()).not.toBe("");
  }
});
