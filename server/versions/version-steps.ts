import { sql, type Transaction } from "kysely";
import { type AUDIT_ACTIONS, writeAudit } from "#server/audit/write-audit.ts";
import type { Database } from "#server/database/connection.ts";
import type { Tables } from "#server/database/tables.ts";
import type { DraftState, Version, VersionKind, VersionName } from "./version.ts";

export type VersionDeed = "drafted" | "changed" | "submitted" | "returned" | "published" | "discarded";

/** A step as the story of a version tells it. */
export type VersionStep = {
  readonly step: VersionDeed;
  /** Name of the person; null when nobody signed in. */
  readonly by: string | null;
  readonly reason: string | null;
  readonly at: string;
};

type Story = {
  readonly table: "definition_step" | "questionnaire_step";
  readonly owner: "definition_id" | "questionnaire_id";
  readonly audited: { readonly [deed in "drafted" | "published"]: (typeof AUDIT_ACTIONS)[number] };
  /** Changes of one person that follow one another within so many minutes are one step, where a draft is saved as it is typed. */
  readonly sittingMinutes: number | null;
};

const STORIES: Readonly<Record<VersionKind, Story>> = {
  definition: {
    table: "definition_step",
    owner: "definition_id",
    audited: { drafted: "definition.drafted", published: "definition.published" },
    sittingMinutes: null,
  },
  questionnaire: {
    table: "questionnaire_step",
    owner: "questionnaire_id",
    audited: { drafted: "questionnaire.drafted", published: "questionnaire.published" },
    sittingMinutes: 30,
  },
};

/** The steps of a version, as a condition. */
function ofVersion({ owner }: Story, { id, version }: VersionName) {
  return sql`${sql.ref(owner)} = ${id} and version = ${version}`;
}

async function isSameSitting(
  tx: Transaction<Tables>,
  story: Story,
  name: VersionName,
  byId: string,
): Promise<boolean> {
  if (story.sittingMinutes === null) return false;
  const { rows } = await sql<{ step: string; by_id: string | null; fresh: boolean }>`
    select step, by_id, at > now() - make_interval(mins => ${story.sittingMinutes}::int) as fresh
    from ${sql.table(story.table)} where ${ofVersion(story, name)} order by id desc limit 1`.execute(tx);
  const [last] = rows;
  return last?.step === "changed" && last.by_id === byId && last.fresh;
}

/** Writes a step down, in its transaction: in the version's story and in the audit log. */
export async function noteStep(
  tx: Transaction<Tables>,
  kind: VersionKind,
  { id, version, hash }: DraftState,
  step: VersionDeed,
  byId: string,
  reason: string | null = null,
): Promise<void> {
  const story = STORIES[kind];
  if (step === "changed" && (await isSameSitting(tx, story, { id, version }, byId))) return;
  await sql`
    insert into ${sql.table(story.table)} (${sql.ref(story.owner)}, version, step, by_id, reason, hash)
    values (${id}, ${version}, ${step}, ${byId}, ${reason}, ${hash})`.execute(tx);
  await writeAudit(tx, {
    action: story.audited[step === "published" ? "published" : "drafted"],
    actorId: byId,
    subject: `${kind}:${id}@${version}`,
    detail: { step, hash: hash.slice(0, 12) },
  });
}

/** The story of a version, oldest first. */
export async function stepsOf(
  db: Database,
  kind: VersionKind,
  name: VersionName,
): Promise<readonly VersionStep[]> {
  const story = STORIES[kind];
  const { rows } = await sql<{ step: VersionDeed; reason: string | null; at: Date; name: string | null }>`
    select step, reason, at, "user".name
    from ${sql.table(story.table)} as told left join "user" on "user".id = told.by_id
    where ${ofVersion(story, name)} order by told.id`.execute(db);
  return rows.map(({ step, reason, at, name: by }) => ({ step, by, reason, at: at.toISOString() }));
}

/** Everybody who drafted, changed or submitted a version. None of them may publish it, not even after it was returned. */
export async function handsIn(
  db: Database | Transaction<Tables>,
  kind: VersionKind,
  { id, version, draftedBy }: Pick<Version, "id" | "version" | "draftedBy">,
): Promise<ReadonlySet<string>> {
  const story = STORIES[kind];
  const { rows } = await sql<{ by_id: string | null }>`
    select distinct by_id from ${sql.table(story.table)}
    where ${ofVersion(story, { id, version })} and step in ('drafted', 'changed', 'submitted')`.execute(db);
  return new Set([draftedBy, ...rows.map(({ by_id }) => by_id)].filter((person) => person !== null));
}
