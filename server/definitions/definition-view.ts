import { check } from "#analytics/check.ts";
import type { DefinitionProblem } from "#analytics/definition-problem.ts";
import { describe } from "#analytics/describe.ts";
import type { Line } from "#analytics/describe-leaves.ts";
import { type Change, diff } from "#analytics/diff.ts";
import type { IndexDefinition } from "#analytics/index-definition.ts";
import { AppError } from "#server/app-error.ts";
import type { Database } from "#server/database/connection.ts";
import { need, type Scope } from "#server/scope/scope.ts";
import type { Text } from "#surveys/question.ts";
import {
  type DefinitionRecord,
  type DefinitionStatus,
  definitionRecords,
  readDefinitionRecord,
} from "./definition-record.ts";
import { type DefinitionStep, stepsOf } from "./definition-steps.ts";
import type { VersionName } from "./draft-definition.ts";

/** A version in a list. */
export type VersionRow = {
  readonly id: string;
  readonly version: number;
  readonly status: DefinitionStatus;
  readonly title: Text;
  readonly hash: string;
  readonly note: string | null;
  readonly basedOn: number | null;
  readonly effectiveWaveYear: number | null;
  readonly publishedAt: string | null;
};

/** A version opened: what it says, what is wrong with it, what changed, and how it came about. */
export type VersionView = VersionRow & {
  readonly definition: IndexDefinition;
  readonly lines: readonly Line[];
  readonly problems: readonly DefinitionProblem[];
  /** The version the changes are counted from; null for the first. */
  readonly against: number | null;
  readonly changes: readonly Change[];
  readonly steps: readonly DefinitionStep[];
};

const SETTLED: readonly DefinitionStatus[] = ["published", "retired"];

/** Drafts are the business of those who write or publish them. */
function maySee(scope: Scope, { status }: Pick<DefinitionRecord, "status">): boolean {
  return (
    SETTLED.includes(status) ||
    scope.capabilities.has("definitions.draft") ||
    scope.capabilities.has("definitions.publish")
  );
}

function rowOf({ definition, draftedBy: _, publishedBy: __, ...rest }: DefinitionRecord): VersionRow {
  return { ...rest, title: definition.title ?? { zh: rest.id, en: rest.id } };
}

/** The versions somebody may see, the newest of each definition first. */
export async function listVersions(db: Database, scope: Scope): Promise<readonly VersionRow[]> {
  need(scope, "definitions.read");
  return (await definitionRecords(db)).filter((record) => maySee(scope, record)).map(rowOf);
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

/**
 * A version with everything there is to say of it.
 * @param request.against the version changes are counted from; the one it was copied from when left out
 * @throws AppError `forbidden`, `not_found`
 */
export async function showVersion(
  db: Database,
  scope: Scope,
  request: VersionName & { readonly against?: number | undefined },
): Promise<VersionView> {
  const record = await visibleVersion(db, scope, request);
  const against = request.against ?? record.basedOn;
  const before =
    against === null ? undefined : await visibleVersion(db, scope, { id: record.id, version: against });
  return {
    ...rowOf(record),
    definition: record.definition,
    lines: describe(record.definition),
    problems: check(record.definition),
    against,
    changes: before ? diff(before.definition, record.definition) : [],
    steps: await stepsOf(db, record.id, record.version),
  };
}
