import type { Database } from "#server/database/connection.ts";
import { readWaveSettings } from "#server/waves/settings.ts";
import { waveQuestionnaire } from "#server/waves/wave-questionnaire.ts";
import { formMinutes } from "#surveys/form-minutes.ts";
import { OWNER_PHASES } from "#surveys/owner-phase.ts";

/** How many minutes the owners of each phase are told answering a wave takes: what its first page says. */
export async function toldMinutes(db: Database, waveId: number): Promise<(phase: string) => number> {
  const compiled = await waveQuestionnaire(db, waveId);
  const { "form.web": form } = await readWaveSettings(db);
  const minutes = new Map<string, number>(
    OWNER_PHASES.map((phase) => [phase, formMinutes(compiled, phase, form)]),
  );
  return (phase) => minutes.get(phase) ?? compiled.questionnaire.minutes;
}
