import { sql } from "kysely";
import type { Database } from "#server/database/connection.ts";
import { makeScope, type Scope } from "#server/scope/scope.ts";
import { ANNUAL } from "#surveys/questionnaires/registry.ts";

/** A small property group with owners: two regions, three projects, homes in every phase on 2025-11-01. */
export type OwnedHomes = {
  readonly group: number;
  readonly regions: Readonly<Record<"east" | "south", number>>;
  readonly projects: Readonly<Record<"oak" | "elm" | "ash", number>>;
};

export const CUTOFF = "2025-11-01";

/** Handover dates that put homes into the phases S, O, R and P on the cut-off day, in turn. */
const HANDOVERS = `(array['2024-09-15', '2022-03-01', '2025-08-31', null]::date[])[1 + n % 4]`;

async function insertUnit(db: Database, code: string, kind: string, parent: number | null): Promise<number> {
  const { id } = await db
    .insertInto("org_unit")
    .values({ code, kind, name: code })
    .returning("id")
    .executeTakeFirstOrThrow();
  await db
    .insertInto("org_placement")
    .values({ unit_id: id, parent_id: parent, name: code, valid_from: "2010-01-01" })
    .execute();
  return id;
}

/** Fills an empty database; each project has as many signed homes as asked for, all owned by different people. */
export async function ownedHomes(db: Database, homesPerProject: number): Promise<OwnedHomes> {
  const group = await insertUnit(db, "G", "group", null);
  const regions = {
    east: await insertUnit(db, "EAST", "region", group),
    south: await insertUnit(db, "SOUTH", "region", group),
  };
  const projects = {
    oak: await insertUnit(db, "OAK", "project", regions.east),
    elm: await insertUnit(db, "ELM", "project", regions.east),
    ash: await insertUnit(db, "ASH", "project", regions.south),
  };
  await sql`
    insert into home (code, project_id, building, room, product_type)
    select u.code || '-' || lpad(n::text, 6, '0'), u.id, '1', n::text, (array['高层', '洋房'])[1 + n % 2]
    from org_unit u, generate_series(1, ${homesPerProject}) n where u.kind = 'project' order by u.id, n`.execute(
    db,
  );
  await sql`insert into contract (home_id, status, sign_date) select id, 'signed', '2021-05-01' from home`.execute(
    db,
  );
  await sql`
    insert into handover_batch (project_id, name, starts_on)
    select id, '一批', '2022-03-01' from org_unit where kind = 'project'`.execute(db);
  await sql`
    insert into handover (home_id, batch_id, handover_date)
    select h.id, b.id, ${sql.raw(HANDOVERS)} from (select id, project_id, room::int as n from home) h
    join handover_batch b on b.project_id = h.project_id`.execute(db);
  await sql`
    with made as (select id as home_id, gen_random_uuid() as owner_id from home),
         owners as (insert into vault.owner (id, name_hash) select owner_id, sha256(home_id::text::bytea) from made)
    insert into ownership (home_id, owner_id, valid_from) select home_id, owner_id, '2021-05-01' from made`.execute(
    db,
  );
  await sql`
    insert into questionnaire (id, version, status, definition, hash, published_at)
    values (${ANNUAL.questionnaire.id}, ${ANNUAL.questionnaire.version}, 'published', ${JSON.stringify(ANNUAL.questionnaire)}, 'annual', now())
    on conflict do nothing`.execute(db);
  return { group, regions, projects };
}

/** A person with one role, as a scope on a day. */
export async function scopeOf(
  db: Database,
  role: string,
  unitId: number | null,
  { id = `${role}-${unitId}`, today = "2025-11-20" }: { readonly id?: string; readonly today?: string } = {},
): Promise<Scope> {
  await db
    .insertInto("user")
    .values({ id, name: id, email: `${id}@example.test` })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  await db
    .insertInto("role_grant")
    .values({ user_id: id, role, unit_id: unitId, valid_from: "2020-01-01" })
    .execute();
  return makeScope(db, id, today);
}

const EVEN = { web: 7_000, phone: 2_000, visit: 1_000 };

/** A wave's plan that nothing stands in the way of. */
export const SOUND_DRAFT = {
  kind: "annual",
  year: 2025,
  name: "2025 年度调查",
  nameEn: "2025 annual survey",
  questionnaireId: ANNUAL.questionnaire.id,
  questionnaireVersion: ANNUAL.questionnaire.version,
  cutoffOn: CUTOFF,
  opensOn: "2025-11-05",
  closesOn: "2025-12-15",
  plannedModes: { P: EVEN, R: EVEN, S: EVEN, O: EVEN },
  notice: { zh: "集团客户关系中心邀请您评价。", en: "Group customer relations asks for your view." },
} as const;
