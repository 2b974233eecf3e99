import type { PoolClient } from "pg";
import { type Statements, statementsOn } from "#server/database/statements.ts";
import { drawHomes } from "#server/vault/draw-homes.ts";
import { hashFrame } from "#server/vault/frame-links.ts";
import { freezeWave } from "#server/waves/close/freeze-wave.ts";
import { markReader } from "#server/waves/quality/mark-answers.ts";
import { readCodedAnswers } from "#server/waves/quality/read-coded-answers.ts";
import { storeGrades } from "#server/waves/quality/store-grades.ts";
import { planStratum, storedPlan } from "#server/waves/sample/sample-plan.ts";
import { frameRules, waveSettingsOn } from "#server/waves/settings.ts";
import { addDays, type CalendarDate } from "#surveys/calendar-date.ts";
import type { CompiledQuestionnaire } from "#surveys/compile-questionnaire.ts";
import type { OwnerPhase } from "#surveys/owner-phase.ts";
import type { SeedWave } from "../fieldwork/wave-plan.ts";

const PLAN = storedPlan.parse({ plan: { kind: "census" }, takeAllBelow: 0 });

const at = (day: CalendarDate, hour: number) =>
  new Date(`${day}T${String(hour).padStart(2, "0")}:00:00+08:00`);

type Stratum = { readonly projectId: number; readonly phase: OwnerPhase; readonly owners: number };

/** The frame's hash and a census of it, as the product keeps them when a frame is fixed and a sample drawn. */
async function writeFrameAndSample(run: Statements, waveId: number, wave: SeedWave): Promise<void> {
  const settings = await waveSettingsOn(run);
  const hash = await hashFrame(run, waveId);
  const strata = await run<Stratum>(
    `select project_id as "projectId", phase, count(*)::int as owners from frame_member where wave_id = $1
     group by 1, 2 order by 1, 2`,
    [waveId],
  );
  const owners = strata.reduce((sum, each) => sum + each.owners, 0);
  const lockedAt = at(addDays(wave.cutoffOn, 2), 10);
  await run(
    `insert into wave_frame (wave_id, cutoff_on, run_in_months, stable_months, contact_days, owners, hash, built_at, tenure_limits)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [
      waveId,
      wave.cutoffOn,
      settings["phase.run_in_months"],
      settings["phase.stable_months"],
      settings["contact.days"],
      owners,
      hash,
      lockedAt,
      frameRules(settings, wave.ageBy).tenureLimits,
    ],
  );
  const planned = strata.map((each) => ({ ...each, ...planStratum(PLAN, each.owners, each) }));
  await run(
    `insert into wave_stratum (wave_id, project_id, phase, owners, target, drawn, take_all)
     select $1, * from unnest($2::bigint[], $3::text[], $4::int[], $5::int[], $6::int[], $7::boolean[])`,
    [
      waveId,
      planned.map(({ projectId }) => projectId),
      planned.map(({ phase }) => phase),
      planned.map((each) => each.owners),
      planned.map(({ target }) => target),
      planned.map(({ drawn }) => drawn),
      planned.map(({ takeAll }) => takeAll),
    ],
  );
  const drawn = await drawHomes(run, waveId, wave.year, planned);
  await run(
    `insert into wave_sample (wave_id, draw, seed, plan, owners, drawn, frame_hash, hash, drawn_at)
     values ($1, 1, $2, $3, $4, $5, $6, $7, $8)`,
    [waveId, wave.year, JSON.stringify(PLAN), owners, drawn.drawn, hash, drawn.hash, lockedAt],
  );
}

/** How far the fieldwork of each project can be relied on, by the product's own rule. */
async function writeGrades(run: Statements, waveId: number, compiled: CompiledQuestionnaire): Promise<void> {
  const read = markReader(compiled);
  const allBest = new Map<number, number>();
  for await (const batch of readCodedAnswers(run, waveId))
    for (const { projectId, codes } of batch)
      if (read(codes).allBest) allBest.set(projectId, (allBest.get(projectId) ?? 0) + 1);
  await storeGrades(run, waveId, allBest);
}

async function writeSteps(run: Statements, waveId: number, wave: SeedWave): Promise<void> {
  const steps = [
    ["draft", "locked", at(addDays(wave.cutoffOn, 2), 10)],
    ["locked", "field", at(wave.opensOn, 8)],
    ["field", "closed", at(addDays(wave.closesOn, 1), 10)],
    ["closed", "published", at(addDays(wave.closesOn, 3), 15)],
  ] as const;
  for (const [from, to, when] of wave.state === "published" ? steps : steps.slice(0, 2))
    await run("insert into wave_step (wave_id, from_state, to_state, at) values ($1, $2, $3, $4)", [
      waveId,
      from,
      to,
      when,
    ]);
}

/**
 * What the product would have kept of a year-end wave beside its answers: frame and sample with their hashes, steps, and
 * for a published one grades, weights and the closing that freezes its data.
 */
export async function writeWaveLife(
  client: PoolClient,
  waveId: number,
  wave: SeedWave,
  compiled: CompiledQuestionnaire,
): Promise<void> {
  const run = statementsOn(client);
  await writeFrameAndSample(run, waveId, wave);
  await writeSteps(run, waveId, wave);
  if (wave.state !== "published") return;
  await writeGrades(run, waveId, compiled);
  const settings = await waveSettingsOn(run);
  await freezeWave(run, {
    waveId,
    rule: { collapseBelow: settings["weights.collapse_below"], trim: settings["weights.trim"] },
    closedBy: null,
    at: at(addDays(wave.closesOn, 1), 10),
  });
}
