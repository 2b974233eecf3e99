import type { Database } from "#server/database/connection.ts";
import { createInvitations } from "#server/invitations/create-invitations.ts";
import { OWNER_PHASE_LABELS, type OwnerPhase } from "#surveys/owner-phase.ts";

export type DemoLink = {
  readonly phase: OwnerPhase;
  readonly label: string;
  readonly project: string;
  readonly path: string;
};

const PROJECTS = ["EC04", "EC05"] as const;
const PER_PHASE = 3;

/** Invites some owners of the wave in the field who have not answered, a few of each phase. */
export async function createDemoLinks(db: Database): Promise<readonly DemoLink[]> {
  const wave = await db
    .selectFrom("wave")
    .select("id")
    .where("kind", "=", "annual")
    .where("state", "=", "field")
    .executeTakeFirstOrThrow();
  const projects = await db
    .selectFrom("org_unit")
    .select(["id", "name"])
    .where("code", "in", PROJECTS)
    .orderBy("code")
    .execute();
  const links: DemoLink[] = [];
  for (const project of projects) {
    const order = {
      waveId: wave.id,
      channel: "demo",
      publicUrl: "",
      projectIds: [project.id],
      limit: 150,
    } as const;
    for await (const invitations of createInvitations(db, order)) {
      const keys = invitations.map(({ respondentKey }) => respondentKey);
      const members = await db
        .selectFrom("frame_member")
        .select(["respondent_key", "phase"])
        .where("respondent_key", "in", keys)
        .execute();
      const phaseOf = new Map(members.map(({ respondent_key, phase }) => [respondent_key, phase]));
      for (const { phase, zh } of OWNER_PHASE_LABELS.map(({ phase, zh }) => ({ phase, zh }))) {
        const own = invitations
          .filter(({ respondentKey }) => phaseOf.get(respondentKey) === phase)
          .slice(0, PER_PHASE);
        links.push(...own.map(({ link }) => ({ phase, label: zh, project: project.name, path: link })));
      }
    }
  }
  return links;
}
