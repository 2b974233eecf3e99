import type { Database } from "#server/database/connection.ts";
import { need, type Scope } from "#server/scope/scope.ts";
import { unknownVersion, type VersionName, type VersionStatus } from "#server/versions/version.ts";
import { handsIn, stepsOf, type VersionStep } from "#server/versions/version-steps.ts";
import { compareQuestionnaires, type ItemComparison } from "#surveys/compare-questionnaires.ts";
import type { Editorial } from "#surveys/number-items.ts";
import type { Questionnaire, Text } from "#surveys/question.ts";
import { type Dimension, itemWeights } from "./item-weights.ts";
import { ancestryOf, type StudioProblem, studioProblems } from "./questionnaire-problems.ts";
import {
  isSettled,
  type QuestionnaireRecord,
  questionnaireRecords,
  readQuestionnaire,
} from "./questionnaire-record.ts";

/** A version in a list. */
export type QuestionnaireRow = VersionName & {
  readonly status: VersionStatus;
  readonly title: Text;
  readonly items: number;
  readonly note: string | null;
  readonly basedOn: number | null;
  readonly publishedAt: string | null;
  /** Waves that ask or asked it. */
  readonly waves: readonly { readonly id: number; readonly name: string; readonly state: string }[];
};

/** A version opened: what it asks, what is wrong with it, what changed, how it came about, and what may be done now. */
export type QuestionnaireView = QuestionnaireRow & {
  readonly hash: string;
  readonly questionnaire: Questionnaire;
  readonly editorial: Editorial;
  readonly problems: readonly StudioProblem[];
  /** The version it was copied from, and the highest number each item code ever had: what numbers its items. */
  readonly base: Questionnaire | null;
  readonly used: Readonly<Record<string, number>>;
  /** What an item can be put under. */
  readonly dimensions: readonly Dimension[];
  /** The version the changes are counted from; null for the first. */
  readonly against: number | null;
  readonly changes: readonly ItemComparison[];
  readonly steps: readonly VersionStep[];
  readonly may: { readonly change: boolean; readonly publish: boolean; readonly sendBack: boolean };
  /** Whether the asker may not publish because of a hand in it. */
  readonly ownHand: boolean;
};

/** Drafts are the business of those who write or publish them. */
function maySee(scope: Scope, record: QuestionnaireRecord): boolean {
  return (
    isSettled(record) ||
    scope.capabilities.has("questionnaires.draft") ||
    scope.capabilities.has("questionnaires.publish")
  );
}

async function wavesOf(db: Database, id?: string) {
  let query = db
    .selectFrom("wave")
    .select(["id", "name", "state", "questionnaire_id", "questionnaire_version"])
    .orderBy("id");
  if (id !== undefined) query = query.where("questionnaire_id", "=", id);
  const rows = await query.execute();
  return Map.groupBy(rows, (row) => `${row.questionnaire_id}@${row.questionnaire_version}`);
}

function rowOf(record: QuestionnaireRecord, waves: Awaited<ReturnType<typeof wavesOf>>): QuestionnaireRow {
  const { id, version, status, note, basedOn, publishedAt, questionnaire } = record;
  return {
    id,
    version,
    status,
    title: questionnaire.title,
    items: questionnaire.questions.length,
    note,
    basedOn,
    publishedAt,
    waves: (waves.get(`${id}@${version}`) ?? []).map(({ id, name, state }) => ({ id, name, state })),
  };
}

/** The versions somebody may see, the newest of each questionnaire first. */
export async function listQuestionnaires(db: Database, scope: Scope): Promise<readonly QuestionnaireRow[]> {
  need(scope, "questionnaires.read");
  const [records, waves] = await Promise.all([questionnaireRecords(db), wavesOf(db)]);
  return records.filter((record) => maySee(scope, record)).map((record) => rowOf(record, waves));
}

/** A version somebody may see; one they may not looks as if it did not exist. @throws AppError `not_found` */
async function visibleVersion(db: Database, scope: Scope, name: VersionName): Promise<QuestionnaireRecord> {
  need(scope, "questionnaires.read");
  const record = await readQuestionnaire(db, name);
  if (!maySee(scope, record)) throw unknownVersion(name);
  return record;
}

/**
 * A version with everything there is to say of it.
 * @param request.against the version changes are counted from; the one it was copied from when left out
 * @throws AppError `forbidden`, `not_found`
 */
export async function showQuestionnaire(
  db: Database,
  scope: Scope,
  request: VersionName & { readonly against?: number | undefined },
): Promise<QuestionnaireView> {
  const record = await visibleVersion(db, scope, request);
  const against = request.against ?? record.basedOn;
  const before =
    against === null ? undefined : await visibleVersion(db, scope, { id: record.id, version: against });
  const [waves, ancestry, steps, hands, weights] = await Promise.all([
    wavesOf(db, record.id),
    ancestryOf(db, record),
    stepsOf(db, "questionnaire", record),
    handsIn(db, "questionnaire", record),
    itemWeights(db),
  ]);
  const mayPublish = scope.capabilities.has("questionnaires.publish") && record.status === "review";
  return {
    ...rowOf(record, waves),
    hash: record.hash,
    questionnaire: record.questionnaire,
    editorial: record.editorial,
    base: ancestry.base ?? null,
    used: Object.fromEntries(ancestry.used),
    dimensions: weights.dimensions,
    // a published version is what it is; its successors' rules say nothing about it
    problems: isSettled(record) ? [] : await studioProblems(db, record.questionnaire, ancestry),
    against,
    changes: before ? compareQuestionnaires(before.questionnaire, record.questionnaire) : [],
    steps,
    may: {
      change: scope.capabilities.has("questionnaires.draft") && record.status === "draft",
      publish: mayPublish && !hands.has(scope.userId),
      sendBack: mayPublish,
    },
    ownHand: mayPublish && hands.has(scope.userId),
  };
}
