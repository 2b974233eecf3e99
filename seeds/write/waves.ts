import { createHash } from "node:crypto";
import type { PoolClient } from "pg";
import type { CalendarDate } from "#surveys/calendar-date.ts";
import type { CompiledQuestionnaire } from "#surveys/compile-questionnaire.ts";
import { elapsedMonths } from "#surveys/elapsed-months.ts";
import { encode } from "#surveys/encode.ts";
import { DEFAULT_PHASE_BOUNDARIES } from "#surveys/owner-phase.ts";
import { DEFAULT_TENURE_YEARS, tenureLimits, tenureOn } from "#surveys/tenure.ts";
import { copyIn } from "../copy-in.ts";
import type { Interview, Member } from "../fieldwork/interview.ts";
import type { SeedWave } from "../fieldwork/wave-plan.ts";

const TENURE_LIMITS = tenureLimits(DEFAULT_TENURE_YEARS, DEFAULT_PHASE_BOUNDARIES);

/** Database ids the answers hang on. */
export type Written = {
  readonly units: ReadonlyMap<string, number>;
  readonly homes: ReadonlyMap<number, number>;
  /** First owner of each home. */
  readonly owners: ReadonlyMap<number, string>;
  /** Unit the project belonged to on a day. */
  readonly regionOf: (project: string, day: string) => number | undefined;
};

async function writeWave(client: PoolClient, wave: SeedWave): Promise<number> {
  const { rows } = await client.query<{ id: number }>(
    `insert into wave (kind, year, name, name_en, questionnaire_id, questionnaire_version, cutoff_on, opens_on, closes_on, state, origin, planned_modes, notice, age_by)
     values ($1, $2, $3, $4, $1, 1, $5, $6, $7, $8, 'seed', $9, $10, $11) returning id`,
    [
      wave.kind,
      wave.year,
      wave.name,
      wave.nameEn,
      wave.cutoffOn,
      wave.opensOn,
      wave.closesOn,
      wave.state,
      JSON.stringify(wave.plannedModes ?? {}),
      JSON.stringify(wave.notice),
      wave.ageBy,
    ],
  );
  const id = rows[0]?.id;
  if (id === undefined) throw new Error("a wave was not written");
  return id;
}

const RESPONSE_COLUMNS = [
  "id",
  "respondent_key",
  "wave_id",
  "project_id",
  "phase",
  "questionnaire_id",
  "questionnaire_version",
  "mode",
  "codes",
  "choices",
  "body_hash",
  "complete",
  "consent_followup",
  "started_at",
  "submitted_at",
  "duration_s",
  "language",
  "quality",
  "quality_reasons",
] as const;

/** Writes a wave with its frame, answers and open words. @returns the wave's id */
export async function writeMembers(
  client: PoolClient,
  wave: SeedWave,
  members: readonly Member[],
  compiled: CompiledQuestionnaire,
  written: Written,
): Promise<number> {
  const waveId = await writeWave(client, wave);
  const { units, homes, owners, regionOf } = written;
  await copyIn(
    client,
    "frame_member",
    [
      "respondent_key",
      "wave_id",
      "project_id",
      "region_id",
      "phase",
      "months_since_signing",
      "months_since_handover",
      "batch",
      "tenure",
      "product_type",
      "sampled",
      "disposition",
      "exclusion",
      "exclusion_by",
    ],
    members.map(({ respondentKey, home, phase, sampled, disposition, exclusion }) => [
      respondentKey,
      waveId,
      units.get(home.project),
      regionOf(home.project, wave.cutoffOn),
      phase,
      monthsSince(home.signedOn, wave.cutoffOn),
      monthsSince(home.handedOverOn, wave.cutoffOn),
      wave.ageBy === "batch" ? home.batch : undefined,
      wave.ageBy === "tenure" ? tenureOn(wave.cutoffOn, home.handedOverOn, TENURE_LIMITS) : undefined,
      home.productType,
      sampled,
      disposition,
      exclusion,
      exclusion === undefined ? undefined : "rule",
    ]),
  );
  await copyIn(
    client,
    "vault.respondent",
    ["respondent_key", "wave_id", "home_id", "owner_id"],
    members.map(({ respondentKey, home }) => [
      respondentKey,
      waveId,
      homes.get(home.id),
      owners.get(home.id),
    ]),
  );
  const answered = members.flatMap((member) =>
    member.interview ? [{ ...member, interview: member.interview }] : [],
  );
  const encoded = answered.map((member) => ({
    ...member,
    encoded: encode(compiled, member.interview.answers),
  }));
  await copyIn(
    client,
    "response",
    RESPONSE_COLUMNS,
    encoded.map(({ interview, respondentKey, home, phase, encoded: { codes, choices, consent } }) => [
      interview.id,
      respondentKey,
      waveId,
      units.get(home.project),
      phase,
      compiled.questionnaire.id,
      compiled.questionnaire.version,
      interview.mode,
      codes,
      choices,
      bodyHash(interview),
      true,
      consent,
      new Date(interview.submittedAt.getTime() - interview.durationS * 1000),
      interview.submittedAt,
      interview.durationS,
      "zh-CN",
      interview.quality,
      interview.reasons,
    ]),
  );
  await copyIn(
    client,
    "open_answer",
    ["response_id", "item", "raw", "masked"],
    encoded.flatMap(({ interview, encoded: { texts } }) =>
      Object.entries(texts).map(([item, text]) => [interview.id, item, text, text]),
    ),
  );
  return waveId;
}

function bodyHash({ id, answers }: Interview): Buffer {
  return createHash("sha256")
    .update(JSON.stringify([id, answers]))
    .digest();
}

/** Handed over after the cut-off counts as not yet handed over. */
function monthsSince(event: CalendarDate | undefined, cutoffOn: CalendarDate): number | undefined {
  return event === undefined || event > cutoffOn ? undefined : elapsedMonths(event, cutoffOn);
}
