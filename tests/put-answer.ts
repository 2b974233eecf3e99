import { randomUUID } from "node:crypto";
import type { Database } from "#server/database/connection.ts";
import { statementsOf } from "#server/database/statements.ts";
import { bodyHash } from "#server/submissions/body-hash.ts";
import { encode } from "#surveys/encode.ts";
import type { Answers } from "#surveys/question.ts";
import { ANNUAL } from "#surveys/questionnaires/registry.ts";

export type GivenAnswer = {
  readonly key: string;
  readonly answers: Answers;
  readonly at: string;
  readonly mode?: "web" | "phone" | "visit";
  /** Who asked, by phone or at the door. */
  readonly interviewer?: string;
  readonly seconds?: number;
  readonly network?: Buffer;
  readonly device?: Buffer;
};

/** Puts an answer on the record as the submission desk leaves it. @returns its id */
export async function putAnswer(db: Database, given: GivenAnswer): Promise<string> {
  const id = randomUUID();
  const { codes, choices, texts } = encode(ANNUAL, given.answers);
  const run = statementsOf(db);
  await run(
    `insert into response (id, respondent_key, wave_id, project_id, phase, questionnaire_id, questionnaire_version, mode, codes,
       choices, body_hash, complete, submitted_at, duration_s, network_hash, device_hash, interviewer)
     select $1, respondent_key, wave_id, project_id, phase, 'annual', 1, $3::text, $4, $5, $6, true, $7, $8, $9, $10,
            case when $3::text <> 'web' then $11::text end
     from frame_member where respondent_key = $2`,
    [
      id,
      given.key,
      given.mode ?? "web",
      Buffer.from(codes),
      JSON.stringify(choices),
      bodyHash(given.answers),
      given.at,
      given.seconds ?? 200,
      given.network ?? null,
      given.device ?? null,
      given.interviewer ?? "interviewer",
    ],
  );
  for (const [item, text] of Object.entries(texts))
    await run("insert into open_answer (response_id, item, raw, masked) values ($1, $2, $3, $3)", [
      id,
      item,
      text,
    ]);
  await run("update frame_member set disposition = 'I' where respondent_key = $1", [given.key]);
  return id;
}
