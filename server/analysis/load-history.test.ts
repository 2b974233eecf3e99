import fc from "fast-check";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { type OpenRecord, openRecord } from "#server/database/connection.ts";
import { contents, residentPairs, viewPairs } from "#tests/analysis-contents.ts";
import { type AnalysisRecord, analysisRecord, insertMember, insertResponse } from "#tests/analysis-record.ts";
import { type TestDatabase, testDatabase } from "#tests/database.ts";
import { type Analysis, openAnalysis } from "./analysis.ts";

let database: TestDatabase;
let sample: AnalysisRecord;
let record: OpenRecord;
let analysis: Analysis;

beforeAll(async () => {
  database = await testDatabase();
  sample = await analysisRecord(database.url);
  record = openRecord(database.url, { max: 6 });
});
afterAll(async () => {
  await record.close();
  await sample.close();
  await database.drop();
});
beforeEach(async () => {
  await sample.client.query("truncate response, frame_member, deletion cascade");
  analysis = await openAnalysis({ record });
  await analysis.load();
});
afterEach(() => analysis.close());

type Step =
  | {
      readonly kind: "answer";
      readonly home: number;
      readonly scores: readonly number[];
      readonly quality: string;
    }
  | { readonly kind: "correct"; readonly nth: number; readonly score: number }
  | { readonly kind: "void" | "restore" | "delete" | "exempt" | "reinsert"; readonly nth: number }
  | {
      readonly kind: "frame";
      readonly home: number;
      readonly productType: string | null;
      readonly disposition: string | null;
    }
  | { readonly kind: "leave"; readonly home: number }
  | { readonly kind: "load" };

const nth = fc.nat(30);
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant("answer" as const),
      home: fc.nat(11),
      scores: fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 3 }),
      quality: fc.constantFrom("ok", "flagged", "excluded"),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant("correct" as const),
      nth,
      score: fc.integer({ min: 1, max: 5 }),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({ kind: fc.constantFrom("void", "restore", "delete", "exempt", "reinsert"), nth }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant("frame" as const),
      home: fc.nat(11),
      productType: fc.constantFrom("tower", "villa", null),
      disposition: fc.constantFrom("I", "R", "NC", null),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("leave" as const), home: fc.nat(11) }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant("load" as const) }) },
);

async function frameOfTwelve(): Promise<string[]> {
  const { client, units, waves } = sample;
  const homes: string[] = [];
  for (const waveId of [waves.first, waves.second]) {
    for (const projectId of [units.oak, units.elm, units.ash]) {
      for (const phase of ["P", "O"]) homes.push(await insertMember(client, { waveId, projectId, phase }));
    }
  }
  return homes;
}

async function apply(each: Step, homes: readonly string[]): Promise<void> {
  const { client } = sample;
  const nthId = async (place: number) => {
    const { rows } = await client.query("select id from response order by id offset $1 limit 1", [place]);
    return rows[0]?.id as string | undefined;
  };
  switch (each.kind) {
    case "answer": {
      const [Y01, Y02, Y03] = each.scores;
      const answers = { Y01, Y02, Y03, Y04: 2 * (Y01 ?? 0) } as Record<string, number>;
      const key = homes[each.home] ?? "";
      const known = await client.query("select from frame_member where respondent_key = $1", [key]);
      const counted = await client.query(
        "select from response where respondent_key = $1 and quality in ('ok', 'flagged')",
        [key],
      );
      if (known.rowCount === 1 && (each.quality === "excluded" || counted.rowCount === 0)) {
        await insertResponse(client, { key, answers, quality: each.quality });
      }
      break;
    }
    case "correct":
      await client.query(
        "update response set codes = set_byte(codes, 0, $2), mode = 'phone' where id = (select id from response order by id offset $1 limit 1)",
        [each.nth, each.score],
      );
      break;
    case "void":
      await client.query("update response set quality = 'void' where id = $1", [await nthId(each.nth)]);
      break;
    case "restore":
      await client.query(
        `update response r set quality = 'ok' where id = $1 and not exists (select from response o
           where o.respondent_key = r.respondent_key and o.quality in ('ok', 'flagged') and o.id <> r.id)`,
        [await nthId(each.nth)],
      );
      break;
    case "exempt":
      await client.query("update response set weighting_exempt = not weighting_exempt where id = $1", [
        await nthId(each.nth),
      ]);
      break;
    case "delete":
      await client.query("delete from response where id = $1", [await nthId(each.nth)]);
      break;
    case "reinsert":
      await client.query("begin");
      await client.query("create temp table kept on commit drop as select * from response where id = $1", [
        await nthId(each.nth),
      ]);
      await client.query("delete from response where id in (select id from kept)");
      await client.query("insert into response select * from kept");
      await client.query("commit");
      break;
    case "frame":
      await client.query(
        "update frame_member set product_type = $2, disposition = $3 where respondent_key = $1",
        [homes[each.home], each.productType, each.disposition],
      );
      break;
    case "leave":
      await client.query("delete from frame_member where respondent_key = $1", [homes[each.home]]);
      break;
    case "load":
      await analysis.load();
      break;
  }
}

/** Owners and outcomes by stratum; the numbers of cells differ between two histories of the same content. */
function owners(of: Analysis, waveIds: readonly number[]) {
  return of
    .strata({ waveIds })
    .strata.flatMap(({ cells: _, ...stratum }) => (stratum.frame.length > 0 ? [stratum] : []));
}

test("any history of small loads leaves what one load of everything makes", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 40 }), async (steps) => {
      await sample.client.query("delete from frame_member");
      const homes = await frameOfTwelve();
      for (const each of steps) await apply(each, homes);
      await analysis.load();
      const anew = await openAnalysis({ record });
      try {
        await anew.load();
        expect(await contents(analysis)).toEqual(await contents(anew));
        expect(analysis.freshness().dataVersion).toBe(anew.freshness().dataVersion);
        expect(analysis.freshness().responses).toBe(anew.freshness().responses);
        const waveIds = Object.values(sample.waves);
        expect(owners(analysis, waveIds)).toEqual(owners(anew, waveIds));
        const items = ["Y01", "Y02", "Y03", "Y04", "Y05"];
        const pairs = await residentPairs(analysis, "annual", waveIds, items);
        expect(pairs).toEqual(await viewPairs(analysis, "annual"));
        expect(pairs).toEqual(await residentPairs(anew, "annual", waveIds, items));
      } finally {
        await anew.close();
      }
    }),
    { numRuns: 25, seed: 20_261_122 },
  );
});
