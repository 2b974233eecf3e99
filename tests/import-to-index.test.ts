import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Analysis, openAnalysis } from "#server/analysis/analysis.ts";
import { type OpenRecord, openRecord } from "#server/database/connection.ts";
import { importFile } from "#server/imports/import-file.ts";
import type { ScoreOptions } from "#server/scoring/score.ts";
import { scoreDatabase } from "#server/scoring/score-database.ts";
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
import { sharedPath } from "./shared.ts";

const FILES = [
  ["org", "org.csv"],
  ["ledger", "业主台账.xlsx"],
  ["responses", "满意度调查_2024年度.xlsx"],
  ["responses", "满意度调查_2025年度.csv"],
] as const;

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
      const options: ScoreOptions = {
        by,
        estimand: "owner-weighted",
        inference: "finite",
        confidence: 0.95,
        suppression: false,
      };
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
  },
);
