import { sql } from "kysely";
import type { Database } from "#server/database/connection.ts";
import { inviteKeys } from "#server/invitations/create-invitations.ts";
import { OWNER_PHASE_LABELS, type OwnerPhase } from "#surveys/owner-phase.ts";

export type DemoLink = {
  readonly phase: OwnerPhase;
  readonly label: string;
  readonly project: string;
  readonly path: string;
};

const PROJECTS = ["EC04", "EC05"] as const;
const PER_PHASE = 3;

/** Links of some owners of the wave in the field who have not answered, a few of each phase, beside those they were sent. */
export async function createDemoLinks(db: Database): Promise<readonly DemoLink[]> {
  const wave = await db
    .selectFrom("wave")
    .select("id")
    .where("kind", "=", "annual")
    .where("state", "=", "field")
    .executeTakeFirstOrThrow();
  const { rows } = await sql<{ key: string; phase: OwnerPhase; project: string }>`
    select key, phase, project from (
      select m.respondent_key as key, m.phase, u.name as project, u.code,
             row_number() over (partition by u.id, m.phase order by m.respondent_key) as place
      from frame_member m join org_unit u on u.id = m.project_id
      where m.wave_id = ${wave.id} and u.code = any(${PROJECTS}) and m.sampled and m.exclusion is null
        and m.disposition is null
        and not exists (select from appointment p where p.respondent_key = m.respondent_key)) homes
    where place <= ${PER_PHASE} order by code, array_position(array['P', 'R', 'S', 'O'], phase), key`.execute(
    db,
  );
  const order = { waveId: wave.id, channel: "demo", publicUrl: "" } as const;
  const invitations = await inviteKeys(
    db,
    order,
    rows.map(({ key }) => key),
  );
  return rows.map(({ phase, project }, index) => ({
    phase,
    label: OWNER_PHASE_LABELS.find((each) => each.phase === phase)?.zh ?? phase,
    project,
    path: invitations[index]?.link ?? "",
  }));
}
