import { afterAll, beforeAll, expect, test } from "vitest";
import { type OpenRecord, openRecord } from "#server/database/connection.ts";
import { DISPOSITION_GROUPS } from "#surveys/disposition.ts";
import { type AnalysisRecord, analysisRecord } from "#tests/analysis-record.ts";
import { type TestDatabase, testDatabase } from "#tests/database.ts";
import { type Analysis, openAnalysis } from "./analysis.ts";

let database: TestDatabase;
let sample: AnalysisRecord;
let record: OpenRecord;
let analysis: Analysis;

beforeAll(async () => {
  database = await testDatabase();
  sample = await analysisRecord(database.url);
  record = openRecord(database.url, { max: 2 });
  analysis = await openAnalysis({ record });
  await analysis.load();
});
afterAll(async () => {
  await analysis.close();
  await record.close();
  await sample.close();
  await database.drop();
});

const PHASE = "ENUM('P', 'R', 'S', 'O')";

const RESPONSE = {
  response_id: "UUID",
  wave_id: "INTEGER",
  project_id: "INTEGER",
  region_id: "INTEGER",
  phase: PHASE,
  cell_id: "INTEGER",
  mode: "ENUM('web', 'phone', 'visit')",
  product_type: "VARCHAR",
  batch: "VARCHAR",
  quality: "ENUM('ok', 'flagged', 'excluded', 'void')",
  weighting_exempt: "BOOLEAN",
  complete: "BOOLEAN",
  counted: "BOOLEAN",
  submitted_on: "DATE",
  questionnaire_version: "INTEGER",
};

/** What SQL on the analysis can rely on. */
const RELATIONS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  load_state: {
    epoch: "VARCHAR",
    snapshot: "VARCHAR",
    watermark_xid: "UBIGINT",
    loaded_at: "VARCHAR",
    data_version: "VARCHAR",
    sequence: "INTEGER",
    shape: "VARCHAR",
    dimensions: "VARCHAR",
    response_hash: "VARCHAR",
    frame_hash: "VARCHAR",
  },
  wave: {
    wave_id: "INTEGER",
    kind: "VARCHAR",
    year: "INTEGER",
    questionnaire_id: "VARCHAR",
    cutoff_on: "DATE",
  },
  org_placement: {
    unit_id: "INTEGER",
    kind: "VARCHAR",
    parent_id: "INTEGER",
    parent_kind: "VARCHAR",
    name: "VARCHAR",
    valid_from: "DATE",
    valid_to: "DATE",
  },
  item: {
    questionnaire_id: "VARCHAR",
    item: "VARCHAR",
    position: "INTEGER",
    size: "INTEGER",
    lowest: "INTEGER",
  },
  cell: {
    cell_id: "INTEGER",
    wave_id: "INTEGER",
    project_id: "INTEGER",
    region_id: "INTEGER",
    phase: "VARCHAR",
  },
  cube: {
    cube_id: "INTEGER",
    questionnaire_id: "VARCHAR",
    columns: "VARCHAR",
    bases: "VARCHAR",
    sequence: "INTEGER",
  },
  cube_page: { cube_id: "INTEGER", cell_id: "INTEGER", sums: "BLOB" },
  frame_member: {
    respondent_key: "UUID",
    wave_id: "INTEGER",
    project_id: "INTEGER",
    region_id: "INTEGER",
    phase: PHASE,
    product_type: "VARCHAR",
    batch: "VARCHAR",
    months_since_handover: "INTEGER",
    sampled: "BOOLEAN",
    excluded: "BOOLEAN",
    disposition: `ENUM(${[...DISPOSITION_GROUPS, "open"].map((word) => `'${word}'`).join(", ")})`,
  },
  frame_cell: {
    wave_id: "INTEGER",
    project_id: "INTEGER",
    region_id: "INTEGER",
    phase: PHASE,
    owners: "INTEGER",
    invited: "INTEGER",
    excluded: "INTEGER",
    ...Object.fromEntries(
      DISPOSITION_GROUPS.map((group) => [`disposition_${group.toLowerCase()}`, "INTEGER"]),
    ),
    open: "INTEGER",
  },
  response_annual: {
    ...RESPONSE,
    ...Object.fromEntries(["Y01", "Y02", "Y03", "Y04", "Y05"].map((item) => [item, "UTINYINT"])),
  },
  response_signing: { ...RESPONSE, S01: "UTINYINT", S02: "UTINYINT" },
  response_answer: {
    questionnaire_id: "VARCHAR",
    response_id: "UUID",
    cell_id: "INTEGER",
    counted: "BOOLEAN",
    item: "VARCHAR",
    code: "UTINYINT",
    answer: "INTEGER",
  },
  cell_answer: {
    questionnaire_id: "VARCHAR",
    cell_id: "INTEGER",
    item: "VARCHAR",
    code: "UTINYINT",
    answer: "INTEGER",
    n: "INTEGER",
  },
  cell_pair: {
    questionnaire_id: "VARCHAR",
    cell_id: "INTEGER",
    column_a: "VARCHAR",
    column_b: "VARCHAR",
    n: "INTEGER",
    sum_a: "INTEGER",
    sum_b: "INTEGER",
    sum_ab: "INTEGER",
  },
};

test.each(Object.entries(RELATIONS))("%s has the columns it is known for", async (relation, columns) => {
  const rows = await analysis.query(`describe "${relation}"`);
  expect(Object.fromEntries(rows.map((row) => [row.column_name, row.column_type]))).toEqual(columns);
});

test("there is no relation beside the known ones", async () => {
  const rows = await analysis.query(
    "select table_name from information_schema.tables where table_schema = 'main' and table_catalog = current_database() order by table_name",
  );
  expect(rows.map((row) => row.table_name)).toEqual(Object.keys(RELATIONS).toSorted());
});
