import pg from "pg";
import type { Column } from "./columns.ts";
import { FRAME_COLUMNS } from "./frame-relation.ts";
import { changedSince } from "./record-head.ts";
import type { ResponseRelation } from "./response-relation.ts";

function selectList(columns: readonly Column[]): string {
  return columns.flatMap(({ from }) => from ?? []).join(", ");
}

function copy(select: string): string {
  return `copy (${select}) to stdout (format binary)`;
}

/** Every response of a questionnaire, as they lie: putting them in order would take the record half as long again. */
export function copyAllResponses({ questionnaireId, columns }: ResponseRelation): string {
  return copy(`
    select ${selectList(columns)}, r.codes from response r join frame_member f using (respondent_key)
    where r.questionnaire_id = ${pg.escapeLiteral(questionnaireId)}`);
}

/** The responses that changed since a snapshot, or whose place in the frame did. */
export function copyChangedResponses(
  { questionnaireId, columns }: ResponseRelation,
  snapshot: string,
): string {
  return copy(`
    select ${selectList(columns)}, r.codes from response r join frame_member f using (respondent_key)
    where r.questionnaire_id = ${pg.escapeLiteral(questionnaireId)} and r.id in (
      select r.id from response r where ${changedSince(snapshot, "r")}
      union
      select r.id from frame_member f join response r using (respondent_key) where ${changedSince(snapshot, "f")})`);
}

/** The whole frame. */
export function copyAllMembers(): string {
  return copy(`select ${selectList(FRAME_COLUMNS)} from frame_member f`);
}

/** The members of the frame that changed since a snapshot. */
export function copyChangedMembers(snapshot: string): string {
  return copy(`select ${selectList(FRAME_COLUMNS)} from frame_member f where ${changedSince(snapshot, "f")}`);
}

/** Keys that were deleted from a relation since a snapshot. */
export const DELETED_COLUMNS: readonly Column[] = [{ name: "key", kind: "uuid", from: "d.key" }];

export function copyDeleted(relation: "response" | "frame_member", snapshot: string): string {
  return copy(
    `select ${selectList(DELETED_COLUMNS)} from deletion d where d.relation = ${pg.escapeLiteral(relation)} and ${changedSince(snapshot, "d")}`,
  );
}
