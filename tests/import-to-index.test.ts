import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { OWNER_SATISFACTION } from "#analytics/definitions/registry.ts";
import { type Analysis, openAnalysis } from "#server/analysis/analysis.ts";
import { type OpenRecord, openRecord } from "#server/database/connection.ts";
import { importFile } from "#server/imports/import-file.ts";
import { cellView } from "#server/indicators/cell-view.ts";
import type { CellQuery } from "#server/indicators/query.ts";
import { ensureShippedDefinitions } from "#server/indicators/shipped-definitions.ts";
import { createPerson, type NewPerson } from "#server/people/create-person.ts";
import { makeScope } from "#server/scope/scope.ts";
import { answerFromDatabase } from "#server/scoring/answer-from-database.ts";
import { recomputed } from "#server/scoring/recompute.ts";
import { recomputeScreen } from "#server/scoring/recompute-screen.ts";
import type { ScoreOptions } from "#server/scoring/score.ts";
import { scoreDatabase } from "#server/scoring/score-database.ts";
import type { ScoreResult } from "#server/scoring/score-result.ts";
import { screenNumber } from "#server/scoring/screen-number.ts";
import { verifyNumbers } from "#server/scoring/verify-passport.ts";
import { identitySeal } from "#server/vault/identity-seal.ts";
import { type TestDatabase, testDatabase } from "./database.ts";
import {
  agreement,
  changeAgreement,
  DOMAINS,
  definitionFor,
  type ExpectedIndex,
  expectedIndex,
  missingIndex,
  RULES,
} from "./expected-index.ts";
import { ov } from "./ov.ts";
import { sharedPath } from "./shared.ts";

const NOW = new Date("2026-01-20T04:00:00Z");
const FILES = [
  ["org", "org.csv"],
  ["ledger", "业主台账.xlsx"],
  ["responses", "满意度调查_2024年度.xlsx"],
  ["responses", "满意度调查_2025年度.csv"],
] as const;

const OPTIONS: ScoreOptions = {
  by: ["region"],
  estimand: "owner-weighted",
  inference: "finite",
  confidence: 0.95,
  suppression: true,
};

const HEAD: Omit<NewPerson, "grants"> = {
  name: "集团负责人",
  email: "head@example.org",
  password: "一年一度的满意度调查",
  mustChangePassword: false,
};

let database: TestDatabase;
let record: OpenRecord;
let analysis: Analysis;
let dataDir: string;
let expected: ExpectedIndex;

describe.skipIf(missingIndex !== false)(
  `from the vendor's files to the index${missingIndex ? ` (skipped: ${missingIndex})` : ""}`,
  () => {
    beforeAll(async () => {
      expected = expectedIndex();
      database = await testDatabase();
      record = openRecord(database.url);
      dataDir = mkdtempSync(join(tmpdir(), "import-to-index-"));
      const seal = identitySeal(() => Buffer.alloc(32, 7));
      for (const [source, name] of FILES) {
        const path = sharedPath(`data/${name}`) ?? "";
        await importFile(record, { source, path }, { dataDir, asOf: "2026-11-15", seal });
      }
      analysis = await openAnalysis({ record });
      await analysis.load();
    });
    afterAll(async () => {
      await analysis?.close();
      await record?.close();
      await database?.drop();
      rmSync(dataDir, { recursive: true, force: true });
    });

    function scored(rule: (typeof RULES)[number], year: number, by: readonly string[], compare?: number) {
      const options: ScoreOptions = { ...OPTIONS, by, suppression: false };
      const request = { kind: "annual", year, compare } as const;
      return scoreDatabase({ db: record.db, analysis }, definitionFor(rule), request, options);
    }

    test.each(RULES)("every value and standard error under %s is that of R", async (rule) => {
      let compared = 0;
      for (const year of [2024, 2025]) {
        for (const by of DOMAINS) {
          const { result } = await scored(rule, year, by);
          const found = agreement(expected, String(year), rule, result.readings);
          compared += found.compared;
          expect(found.wrong).toEqual([]);
          expect(found.worstValue).toBeLessThan(1e-9);
          expect(found.worstSe).toBeLessThan(1e-6);
        }
      }
      const all = Object.values(expected.waves).flatMap(({ domains }) =>
        Object.values(domains).flatMap(({ nodes }) => Object.values(nodes).filter((node) => rule in node)),
      );
      expect(compared).toBe(all.length);
      expect(compared).toBeGreaterThan(rule === "nps" ? 30 : 1700);
    });

    test.each(RULES)("every difference between the waves under %s is that of R", async (rule) => {
      let compared = 0;
      for (const by of DOMAINS) {
        const { result } = await scored(rule, 2025, by, 2024);
        const found = changeAgreement(expected, rule, result.readings);
        compared += found.compared;
        expect(found.worst).toBeLessThan(1e-9);
      }
      expect(compared).toBeGreaterThan(rule === "nps" ? 15 : 700);
    });

    test("a number on a screen is the one the command line computes", async () => {
      const sources = { db: record.db, analysis };
      await ensureShippedDefinitions(record.db);
      const units = await record.pool.query<{ code: string; id: number }>(
        "select code, id from org_unit order by id",
      );
      const ids = new Map(units.rows.map(({ code, id }) => [code, id]));
      const grants = [{ role: "hq_head", unitId: ids.get("JT00") ?? null, port: null }] as const;
      const head = await createPerson(record.db, { ...HEAD, grants }, null);
      const scope = await makeScope(record.db, head, "2099-12-31");
      const asked: readonly [unit: string, node: string, query: Partial<CellQuery>][] = [
        ["JT00", "total", {}],
        ["JT00", "NPS", { phase: "R" }],
        ["HD", "OUT", { mode: "phone" }],
        ["HD", "Y01", { phase: "O", organisation: "now" }],
        ["JT00", "Y01", { measure: "top2" }],
        ["HD", "OUT", { measure: "top2", phase: "O" }],
      ];
      for (const [unit, node, more] of asked) {
        const id = node === "total" ? OWNER_SATISFACTION.tree.id : node;
        const query = { unit: ids.get(unit) ?? 0, organisation: "then", ...more, node: id } as const;
        const view = await cellView(sources, scope, query, NOW);
        const screen = screenNumber.parse(JSON.parse(JSON.stringify(view)));
        const { claim, now } = await recomputeScreen(sources, screen);
        expect(screen.reading.value).toBeGreaterThan(-100);
        expect(verifyNumbers(claim, now)).toBe(1);
        const forged = { ...screen, reading: { ...screen.reading, value: 50 } };
        const again = await recomputeScreen(sources, forged);
        expect(() => verifyNumbers(again.claim, again.now)).toThrow(/and yet 1 of 1 numbers differ/);
      }
      // other estimands are told where all they are made of is
      const told = { unweighted: 0, "phase-standardised": 0 };
      for (const { id } of units.rows.slice(0, 15))
        for (const estimand of ["unweighted", "phase-standardised"] as const)
          for (const node of ["O1", "Y01"]) {
            const query = { unit: id, organisation: "then", node, estimand } as const;
            const view = await cellView(sources, scope, query, NOW).catch(() => undefined);
            if (view === undefined || view.reading.value === null) continue;
            const screen = screenNumber.parse(JSON.parse(JSON.stringify(view)));
            const { claim, now } = await recomputeScreen(sources, screen);
            expect(verifyNumbers(claim, now)).toBe(1);
            told[estimand]++;
          }
      expect(told["phase-standardised"]).toBeGreaterThan(0);
      const drawn = { unit: ids.get("HD") ?? 0, organisation: "then", node: "OUT" } as const;
      const view = await cellView(sources, scope, { ...drawn, estimand: "shrunken" }, NOW);
      const screen = screenNumber.parse(JSON.parse(JSON.stringify(view)));
      await expect(recomputeScreen(sources, screen)).rejects.toThrow(/weighted by owners|nothing to verify/);
    });

    test("a passport of the record verifies, and only a change of its own wave breaks it", async () => {
      const sources = { db: record.db, analysis };
      const ask = () => answerFromDatabase(sources, { kind: "annual", year: 2024 }, OPTIONS);
      const passport = (await ask()).passport(dataDir);
      const verified = async () => verifyNumbers(passport, recomputed(passport, await ask(), dataDir));
      const spoil = async (year: number, code: string) => {
        await record.pool.query(
          `update response set codes = set_byte(codes, 0, $2::int) where id =
             (select r.id from response r join wave w on w.id = r.wave_id
              where w.year = $1 and r.quality = 'ok' and get_byte(r.codes, 0) = 4 order by r.id limit 1)`,
          [year, code],
        );
        await analysis.load();
      };
      expect(await verified()).toBe(passport.numbers.length);
      await spoil(2025, "1");
      expect(await verified()).toBe(passport.numbers.length);
      await spoil(2024, "1");
      await expect(verified()).rejects.toThrow(
        /^The answers of the annual wave 2024 changed since .*, and \d+ of \d+ numbers differ, such as .* Y01: value/,
      );
    });

    test("the command line scores the record, writes its method page and verifies its own passport", async () => {
      const path = (name: string) => join(dataDir, name);
      const environment = { DATABASE_URL: database.url, DATA_DIR: dataDir, NODE_ENV: "production" };
      const scoring = [
        "score",
        "--wave",
        "2025",
        "--compare",
        "2024",
        "--by",
        "region",
        "--out",
        path("result.json"),
      ];
      const files = ["--method-page", path("method.md"), "--passport", path("passport.json")];
      expect(await ov([...scoring, ...files], environment)).toMatchObject({ code: 0, err: "" });
      const result: ScoreResult = JSON.parse(readFileSync(path("result.json"), "utf8"));
      const { definition, data, readings } = result;
      expect([definition.id, definition.version, data.rows]).toEqual(["owner-satisfaction", 1, 900]);
      expect(new Set(readings.map(({ group }) => group.region))).toEqual(
        new Set(["华东区域", "华南区域", "西南区域"]),
      );
      expect(readings.some(({ verdict }) => verdict === "worse")).toBe(true);
      const page = readFileSync(path("method.md"), "utf8");
      expect(page).toContain("**业主（户） Owners (homes)**: 2,115");
      expect(page).toMatch(/\| STRAIGHTLINE.* \| \d+ \|/);
      const verification = await ov(["verify", path("passport.json"), "--json"], environment);
      expect(verification).toMatchObject({ code: 0, err: "" });
      expect(JSON.parse(verification.out)).toMatchObject({ verified: true, numbers: readings.length });
    });
  },
);
