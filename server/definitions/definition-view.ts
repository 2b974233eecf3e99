import { check } from "#analytics/check.ts";
import type { DefinitionProblem } from "#analytics/definition-problem.ts";
import { describe } from "#analytics/describe.ts";
import type { Line } from "#analytics/describe-leaves.ts";
import { type Change, diff } from "#analytics/diff.ts";
import type { IndexDefinition } from "#analytics/index-definition.ts";
import { AppError } from "#server/app-error.ts";
import type { Database } from "#server/database/connection.ts";
import { wordingOf } from "#server/indicators/breaks.ts";
import { DEFAULT_DEFINITION } from "#server/indicators/definitions.ts";
import { OPERATION_SOURCES } from "#server/indicators/operation-records.ts";
import { need, type Scope } from "#server/scope/scope.ts";
import type { VersionName, VersionStatus } from "#server/versions/version.ts";
import { handsIn, stepsOf, type VersionStep } from "#server/versions/version-steps.ts";
import type { Text } from "#surveys/question.ts";
import { type DefinitionRecord, definitionRecords, readDefinitionRecord } from "./definition-record.ts";
import { settledYear } from "./publish-definition.ts";

/** A version in a list. */
export type VersionRow = {
  readonly id: string;
  readonly version: number;
  readonly status: VersionStatus;
  readonly title: Text;
  readonly hash: string;
  readonly note: string | null;
  readonly basedOn: number | null;
  readonly effectiveWaveYear: number | null;
  readonly publishedAt: string | null;
  /** Names of whoever drafted and published it; null when nobody signed in, as for what ships. */
  readonly draftedBy: string | null;
  readonly publishedBy: string | null;
};

/** What the asker may do with a version now. */
export type VersionRights = {
  readonly edit: boolean;
  readonly submit: boolean;
  readonly sendBack: boolean;
  readonly publish: boolean;
  /** Whether publishing is only refused because the asker had a hand in it. */
  readonly ownHand: boolean;
};

/** A rated question of the newest annual questionnaire, to be put into the tree. */
export type AddableItem = {
  readonly id: string;
  readonly item: IndexDefinition["items"][string];
};

/** A version opened: what it says, what is wrong with it, what changed, and how it came about. */
export type VersionView = VersionRow & {
  readonly definition: IndexDefinition;
  readonly lines: readonly Line[];
  readonly problems: readonly DefinitionProblem[];
  /** The version the changes are counted from; null for the first. */
  readonly against: number | null;
  /** What it said. */
  readonly base: IndexDefinition | null;
  readonly changes: readonly Change[];
  /** What may be put into the tree beside what is defined. */
  readonly addable: { readonly items: readonly AddableItem[]; readonly sources: readonly string[] };
  /** Whether waves of the annual survey are read under it: only then can its effect be shown. */
  readonly annual: boolean;
  /** The first year a version may be for: the waves before are settled. */
  readonly openYear: number;
  readonly rights: VersionRights;
  readonly steps: readonly VersionStep[];
};

const SETTLED: readonly VersionStatus[] = ["published", "retired"];

/** Drafts are the business of those who write or publish them. */
function maySee(scope: Scope, { status }: Pick<DefinitionRecord, "status">): boolean {
  return (
    SETTLED.includes(status) ||
    scope.capabilities.has("definitions.draft") ||
    scope.capabilities.has("definitions.publish")
  );
}

/** Names of people by id. */
async function namesOf(
  db: Database,
  records: readonly DefinitionRecord[],
): Promise<ReadonlyMap<string | null, string>> {
  const ids = records.flatMap(({ draftedBy, publishedBy }) => [draftedBy, publishedBy]);
  const known = [...new Set(ids.filter((id) => id !== null))];
  if (known.length === 0) return new Map();
  const rows = await db.selectFrom("user").select(["id", "name"]).where("id", "in", known).execute();
  return new Map(rows.map(({ id, name }) => [id, name]));
}

function rowOf(record: DefinitionRecord, names: ReadonlyMap<string | null, string>): VersionRow {
  const { definition, draftedBy, publishedBy, ...rest } = record;
  return {
    ...rest,
    title: definition.title ?? { zh: rest.id, en: rest.id },
    draftedBy: names.get(draftedBy) ?? null,
    publishedBy: names.get(publishedBy) ?? null,
  };
}

/** The versions somebody may see, the newest of each definition first. */
export async function listVersions(db: Database, scope: Scope): Promise<readonly VersionRow[]> {
  need(scope, "definitions.read");
  const records = (await definitionRecords(db)).filter((record) => maySee(scope, record));
  const names = await namesOf(db, records);
  return records.map((record) => rowOf(record, names));
}

async function rightsOf(db: Database, scope: Scope, record: DefinitionRecord): Promise<VersionRights> {
  const { status } = record;
  const [draft, publish] = [
    scope.capabilities.has("definitions.draft"),
    scope.capabilities.has("definitions.publish"),
  ];
  const reviewed = status === "review" && publish;
  const ownHand = reviewed && (await handsIn(db, "definition", record)).has(scope.userId);
  return {
    edit: status === "draft" && draft,
    submit: status === "draft" && draft,
    sendBack: reviewed,
    publish: reviewed && !ownHand,
    ownHand,
  };
}

/** The newest annual questionnaire's rated questions. */
async function addableItems(db: Database, { id, items }: IndexDefinition): Promise<readonly AddableItem[]> {
  if (id !== DEFAULT_DEFINITION) return [];
  const row = await db
    .selectFrom("wave")
    .select("id")
    .where("kind", "=", "annual")
    .orderBy("year", "desc")
    .orderBy("id", "desc")
    .limit(1)
    .executeTakeFirst();
  if (!row) return [];
  const { questions } = await wordingOf(db, row.id);
  return [...questions.values()].flatMap(({ code, kind, short, port }) => {
    if (code in items || (kind !== "rating5" && kind !== "nps")) return [];
    const scale: [number, number] = kind === "nps" ? [0, 10] : [1, 5];
    return [{ id: code, item: { scale, score: "min-max" as const, title: { ...short }, port } }];
  });
}

/** A version somebody may see; one they may not looks as if it did not exist. @throws AppError `not_found` */
export async function visibleVersion(
  db: Database,
  scope: Scope,
  { id, version }: VersionName,
): Promise<DefinitionRecord> {
  need(scope, "definitions.read");
  const record = await readDefinitionRecord(db, id, version);
  if (!maySee(scope, record))
    throw new AppError(
      "not_found",
      `There is no version ${version} of ${id} for you: choose one from the list.`,
    );
  return record;
}

/** The newest version published before this one; undefined for the first. */
async function publishedBefore(db: Database, { id, version }: DefinitionRecord): Promise<number | undefined> {
  const records = await definitionRecords(db, id);
  const earlier = records.filter((each) => SETTLED.includes(each.status) && each.version < version);
  return earlier.length === 0 ? undefined : Math.max(...earlier.map((each) => each.version));
}

/**
 * A version with everything there is to say of it.
 * @param request.against the version changes are counted from; when left out the one published before it, since that is the rule it
 * takes the place of: an older version taken up again changes everything that was done since
 * @throws AppError `forbidden`, `not_found`
 */
export async function showVersion(
  db: Database,
  scope: Scope,
  request: VersionName & { readonly against?: number | undefined },
): Promise<VersionView> {
  const record = await visibleVersion(db, scope, request);
  const against = request.against ?? (await publishedBefore(db, record)) ?? record.basedOn;
  const before =
    against === null ? undefined : await visibleVersion(db, scope, { id: record.id, version: against });
  return {
    ...rowOf(record, await namesOf(db, [record])),
    definition: record.definition,
    lines: describe(record.definition),
    problems: check(record.definition),
    against,
    base: before?.definition ?? null,
    addable: { items: await addableItems(db, record.definition), sources: OPERATION_SOURCES },
    annual: record.id === DEFAULT_DEFINITION,
    openYear: (await settledYear(db)) + 1,
    rights: await rightsOf(db, scope, record),
    changes: before ? diff(before.definition, record.definition) : [],
    steps: await stepsOf(db, "definition", record),
  };
}
