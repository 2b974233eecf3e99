import type { Database } from "#server/database/connection.ts";
import { type Statements, statementsOf } from "#server/database/statements.ts";
import { answersSharingPhones } from "#server/vault/shared-phones.ts";
import type { CompiledQuestionnaire } from "#surveys/compile-questionnaire.ts";
import { contactTimes, readWaveSettings, type WaveSettings } from "../settings.ts";
import { needState, readWave, type WaveFacts } from "../wave-facts.ts";
import type { WaveManager } from "../wave-manager.ts";
import { waveQuestionnaire } from "../wave-questionnaire.ts";
import { findPatterns } from "./find-patterns.ts";
import { outOfHours } from "./out-of-hours.ts";
import { ISOLATING } from "./quality-codes.ts";
import { type Finding, runScreen, SCREENS } from "./screens.ts";
import { fromStaffNetworks } from "./staff-networks.ts";
import { storeGrades } from "./store-grades.ts";
import { storeInterviewers } from "./store-interviewers.ts";

/** What a screening found for the first time. */
export type ScreeningReport = {
  readonly answers: number;
  readonly newFlags: Readonly<Record<string, number>>;
  /** Answers that do not count until somebody has looked at them. */
  readonly newlyIsolated: number;
};

/** Keeps findings that are new, and takes what they ask for; whatever somebody has decided on is not touched again for the same marks. */
async function keepFindings(
  run: Statements,
  findings: readonly Finding[],
): Promise<ScreeningReport["newFlags"]> {
  const added = await run<{ code: string; n: number }>(
    `with found as (
       insert into response_flag (response_id, code, detail)
       select id, code, detail::jsonb from unnest($1::uuid[], $2::text[], $3::text[]) as f (id, code, detail)
       on conflict do nothing returning response_id, code
     ), marked as (
       update response r set
         quality_reasons = array(select distinct c from unnest(r.quality_reasons || m.codes) c order by c),
         quality = case when r.quality = 'ok' then 'flagged' else r.quality end
       from (select response_id, array_agg(code order by code) as codes from found group by response_id) m
       where r.id = m.response_id and not (m.codes <@ r.quality_reasons)
     )
     select code, count(*) as n from found group by code order by code`,
    [
      findings.map(({ id }) => id),
      findings.map(({ code }) => code),
      findings.map(({ detail }) => JSON.stringify(detail)),
    ],
  );
  return Object.fromEntries(added.map(({ code, n }) => [code, n]));
}

/**
 * Takes answers out of the counting whose marks say so (quality-codes.ts) and that nobody has judged since the last of
 * them was found; their homes count as eligible and not interviewed until somebody decides otherwise.
 */
async function isolate(run: Statements, waveId: number): Promise<number> {
  const rows = await run<{ id: string }>(
    `with odd as (
       select r.id, r.respondent_key from response r
       where r.wave_id = $1 and r.quality = 'flagged'
         and (${ISOLATING.map((codes) => `r.quality_reasons @> '{${codes.join(",")}}'`).join(" or ")})
         and not exists (select from response_review v where v.response_id = r.id and v.decision = 'confirmed' and v.undone_at is null
           and v.decided_at > (select max(f.found_at) from response_flag f where f.response_id = r.id))
     ), out as (
       update response r set quality = 'excluded' from odd where r.id = odd.id returning r.id
     ), outcome as (
       update frame_member m set disposition = 'O' from odd where m.respondent_key = odd.respondent_key
     )
     select id from out`,
    [waveId],
  );
  return rows.length;
}

/** What a screening looks with: the questionnaire the answers are of, and the limits in force. */
export type ScreeningRule = { readonly compiled: CompiledQuestionnaire; readonly settings: WaveSettings };

/** Screens a wave's answers inside a transaction, for whoever holds the wave in it already. */
export async function screenInside(
  run: Statements,
  wave: WaveFacts,
  { compiled, settings }: ScreeningRule,
): Promise<ScreeningReport> {
  const patterns = await findPatterns(run, wave.id, compiled, settings);
  const odd = await outOfHours(run, patterns.interviews, contactTimes(settings));
  const findings: Finding[] = [...patterns.findings, ...odd];
  for (const screen of SCREENS) findings.push(...(await runScreen(run, screen, wave.id, settings)));
  const sites = settings["quality.staff_networks"];
  findings.push(...(await fromStaffNetworks(run, wave.id, wave.opensOn, sites)));
  const shared = await answersSharingPhones(run, wave.id, settings["quality.same_phone"]);
  findings.push(...shared.map(({ id, homes }): Finding => ({ id, code: "SAME_PHONE", detail: { homes } })));
  const newFlags = await keepFindings(run, findings);
  const newlyIsolated = await isolate(run, wave.id);
  await storeGrades(run, wave.id, patterns.allBest);
  await storeInterviewers(run, wave.id, patterns.interviews, new Set(odd.map(({ id }) => id)));
  return { answers: patterns.answers, newFlags, newlyIsolated };
}

/**
 * Looks through a wave's answers for signs of haste, of helping hands and of one hand answering for many; marks what it
 * finds with the evidence, isolates what must not count unseen, and grades the fieldwork of every project. Nothing is
 * deleted. It may run as often as one likes: what was found stays found once.
 * @throws AppError `conflict` outside the field
 */
export async function screenResponses(
  db: Database,
  _by: WaveManager,
  waveId: number,
): Promise<ScreeningReport> {
  const settings = await readWaveSettings(db, waveId);
  const compiled = await waveQuestionnaire(db, waveId);
  return await db.transaction().execute(async (tx) => {
    const wave = await readWave(tx, waveId);
    needState(wave, ["field"], "screening its answers");
    return screenInside(statementsOf(tx), wave, { compiled, settings });
  });
}
