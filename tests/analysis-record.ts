import { randomUUID } from "node:crypto";
import pg from "pg";
import { CODE, codeBook } from "#surveys/code-book.ts";
import type { Question, QuestionKind, Questionnaire } from "#surveys/question.ts";

/** A small record to load an analysis from: one group, two regions, three projects, two questionnaires, three waves. */
export type AnalysisRecord = {
  readonly client: pg.Client;
  readonly units: Readonly<Record<"group" | "north" | "south" | "oak" | "elm" | "ash", number>>;
  readonly waves: Readonly<Record<"first" | "second" | "signing", number>>;
  readonly close: () => Promise<void>;
};

function question(code: string, kind: QuestionKind, options = 0): Question {
  const text = { zh: code, en: code };
  return {
    code,
    itemVersion: 1,
    kind,
    title: text,
    short: text,
    phases: ["P", "R", "S", "O"],
    port: "service",
    core: true,
    ...(options > 0 && {
      options: Array.from({ length: options }, (_, place) => ({ value: `o${place}`, label: text })),
    }),
  };
}

function questionnaire(id: string, version: number, questions: readonly Question[]): Questionnaire {
  return { id, version, title: { zh: id, en: id }, minutes: 1, overall: "Y01", sections: [], questions };
}

export const SMALL_ANNUAL = questionnaire("annual", 1, [
  question("Y01", "rating5"),
  question("Y02", "rating5"),
  question("Y03", "rating5"),
  question("Y04", "nps"),
  question("Y05", "single", 3),
]);

/** The next version: an item left out, one added, another order. */
export const NEXT_ANNUAL = questionnaire("annual", 2, [
  question("Y04", "nps"),
  question("Y01", "rating5"),
  question("Y06", "yesNo"),
  question("Y02", "rating5"),
  question("Y05", "single", 4),
]);

export const SMALL_SIGNING = questionnaire("signing", 1, [
  question("S01", "rating5"),
  question("S02", "nps"),
]);

async function insertUnits(client: pg.Client): Promise<AnalysisRecord["units"]> {
  const ids: Record<string, number> = {};
  const kinds = {
    group: "group",
    north: "region",
    south: "region",
    oak: "project",
    elm: "project",
    ash: "project",
  };
  for (const [code, kind] of Object.entries(kinds)) {
    const { rows } = await client.query(
      "insert into org_unit (code, kind, name) values ($1, $2, $1) returning id::int",
      [code, kind],
    );
    ids[code] = rows[0].id;
  }
  const place = (unit: string, parent: string | null, from: string, to: string | null) =>
    client.query(
      "insert into org_placement (unit_id, parent_id, name, valid_from, valid_to) values ($1, $2, $3, $4, $5)",
      [ids[unit], parent && ids[parent], unit, from, to],
    );
  await place("group", null, "2010-01-01", null);
  await place("north", "group", "2010-01-01", null);
  await place("south", "group", "2010-01-01", null);
  await place("oak", "north", "2010-01-01", null);
  await place("elm", "south", "2010-01-01", null);
  // ash moved from north to south between the two waves
  await place("ash", "north", "2010-01-01", "2025-06-30");
  await place("ash", "south", "2025-07-01", null);
  return ids as AnalysisRecord["units"];
}

/** Publishes a questionnaire. */
export async function insertQuestionnaire(client: pg.Client, each: Questionnaire): Promise<void> {
  await client.query(
    "insert into questionnaire (id, version, status, definition, hash) values ($1, $2, 'published', $3, $4)",
    [each.id, each.version, JSON.stringify(each), `${each.id}-${each.version}`],
  );
}

async function insertWave(client: pg.Client, kind: string, year: number): Promise<number> {
  const { rows } = await client.query(
    `insert into wave (kind, year, name, questionnaire_id, questionnaire_version, cutoff_on, opens_on, closes_on, state)
     values ($1::text, $2::int, 'wave', $1::text, 1, make_date($2::int, 11, 30), make_date($2::int, 12, 1), make_date($2::int, 12, 31), 'field')
     returning id::int`,
    [kind, year],
  );
  return rows[0].id;
}

/** Fills a fresh database. */
export async function analysisRecord(url: string): Promise<AnalysisRecord> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const units = await insertUnits(client);
  for (const each of [SMALL_ANNUAL, SMALL_SIGNING]) await insertQuestionnaire(client, each);
  const waves = {
    first: await insertWave(client, "annual", 2024),
    second: await insertWave(client, "annual", 2025),
    signing: await insertWave(client, "signing", 2025),
  };
  return { client, units, waves, close: () => client.end() };
}

export type MemberInput = {
  readonly waveId: number;
  readonly projectId: number;
  readonly regionId?: number | null;
  readonly phase?: string;
  readonly productType?: string | null;
  readonly disposition?: string | null;
};

/** Puts a home into a wave's frame. @returns its respondent key */
export async function insertMember(client: pg.Client, input: MemberInput): Promise<string> {
  const key = randomUUID();
  await client.query(
    `insert into frame_member (respondent_key, wave_id, project_id, region_id, phase, product_type, disposition)
     values ($1, $2, $3, $4, $5, $6, $7)`,
    [
      key,
      input.waveId,
      input.projectId,
      input.regionId ?? null,
      input.phase ?? "S",
      input.productType ?? null,
      input.disposition ?? null,
    ],
  );
  return key;
}

/** Item → score or the name of a missing code; what is left out was not asked. */
export type TestAnswers = Readonly<Record<string, number | "NA" | "REF" | "DK">>;

const ASIDE = { NA: CODE.notApplicable, REF: CODE.refused, DK: CODE.dontKnow } as const;

/** The bytes of some answers. */
function codesOf(each: Questionnaire, answers: TestAnswers): Buffer {
  return Buffer.from(
    codeBook(each).map(({ item, lowest }) => {
      const answer = answers[item];
      if (answer === undefined) return CODE.none;
      return typeof answer === "number" ? answer - lowest + 1 : ASIDE[answer];
    }),
  );
}

export type ResponseInput = {
  readonly key: string;
  readonly answers: TestAnswers;
  readonly questionnaire?: Questionnaire;
  readonly mode?: string;
  readonly quality?: string;
  readonly exempt?: boolean;
  readonly submittedAt?: string;
};

/** Answers of a member of the frame. @returns id of the response */
export async function insertResponse(client: pg.ClientBase, input: ResponseInput): Promise<string> {
  const { key, answers, questionnaire: asked = SMALL_ANNUAL } = input;
  const id = randomUUID();
  await client.query(
    `insert into response (id, respondent_key, wave_id, project_id, phase, questionnaire_id, questionnaire_version, mode,
       codes, body_hash, complete, submitted_at, quality, weighting_exempt)
     select $1, respondent_key, wave_id, project_id, phase, $3, $4, $5, $6, sha256($6), true, $7, $8, $9
     from frame_member where respondent_key = $2`,
    [
      id,
      key,
      asked.id,
      asked.version,
      input.mode ?? "web",
      codesOf(asked, answers),
      input.submittedAt ?? "2025-12-05T04:00:00Z",
      input.quality ?? "ok",
      input.exempt ?? false,
    ],
  );
  return id;
}
