import { createHash } from "node:crypto";
import { type Column, columnDefinitions, quoted } from "./columns.ts";
import { FRAME_CELL_VIEW, FRAME_COLUMNS } from "./frame-relation.ts";
import type { ResponseRelation } from "./response-relation.ts";

/** The relation of changed rows on their way in. */
export function incomingName(relation: string): string {
  return `incoming_${relation}`;
}

const FIXED_TABLES = [
  `create table load_state (epoch varchar not null, snapshot varchar not null, watermark_xid ubigint not null,
    loaded_at varchar not null, data_version varchar not null, sequence integer not null, shape varchar not null,
    dimensions varchar not null, response_hash varchar not null, frame_hash varchar not null)`,
  "create table wave (wave_id integer not null, kind varchar not null, year integer not null, questionnaire_id varchar not null, cutoff_on date not null)",
  "create table org_placement (unit_id integer not null, kind varchar not null, parent_id integer, parent_kind varchar, name varchar not null, valid_from date not null, valid_to date)",
  "create table item (questionnaire_id varchar not null, item varchar not null, position integer not null, size integer not null, lowest integer not null)",
  "create table cell (cell_id integer not null, wave_id integer not null, project_id integer not null, region_id integer, phase varchar not null)",
  "create table cube (cube_id integer not null, questionnaire_id varchar not null, columns varchar not null, bases varchar not null, sequence integer not null)",
  "create table cube_page (cube_id integer not null, cell_id integer not null, sums blob not null)",
  `create table frame_member (${columnDefinitions(FRAME_COLUMNS)})`,
  FRAME_CELL_VIEW,
];

/** Every answer that was given, one row each: respondents down, items turned into rows. Text of its SELECT. */
function longSelect({ questionnaireId, name, codeBook }: ResponseRelation): string {
  const items = codeBook.map(({ item }) => quoted(item)).join(", ");
  return `select '${questionnaireId}' as questionnaire_id, response_id, cell_id, counted, item, code
    from (unpivot (select response_id, cell_id, counted, ${items} from ${quoted(name)}) on ${items} into name item value code)
    where code <> 0`;
}

/**
 * The long form and the two cell relations, by their definitions. They are read over the responses at every use: right
 * by construction and the measure of the resident cubes, which hold the same sums.
 */
function views(relations: readonly ResponseRelation[]): readonly string[] {
  const long = relations.map(longSelect).join(" union all ");
  return [
    `create view response_answer as
      select a.questionnaire_id, a.response_id, a.cell_id, a.counted, a.item, a.code,
        case when a.code < 252 then a.code::integer - 1 + i.lowest end as answer
      from (${long}) a join item i using (questionnaire_id, item)`,
    `create view cell_answer as
      select questionnaire_id, cell_id, item, code, answer, count(*)::integer as n
      from response_answer where counted group by all`,
    `create view cell_pair as
      select a.questionnaire_id, a.cell_id, a.item as column_a, b.item as column_b, count(*)::integer as n,
        sum(a.answer)::integer as sum_a, sum(b.answer)::integer as sum_b, sum(a.answer * b.answer)::integer as sum_ab
      from response_answer a join response_answer b using (questionnaire_id, response_id)
      join item i on i.questionnaire_id = a.questionnaire_id and i.item = a.item
      join item j on j.questionnaire_id = b.questionnaire_id and j.item = b.item
      where a.counted and a.answer is not null and b.answer is not null and i.position <= j.position
      group by all`,
  ];
}

/** A relation whose rows come and go one by one, with the column that names a row. */
export type LoadedRelation = {
  readonly name: string;
  readonly columns: readonly Column[];
  readonly key: string;
};

export const FRAME_RELATION: LoadedRelation = {
  name: "frame_member",
  columns: FRAME_COLUMNS,
  key: "respondent_key",
};

/** Responses as a loaded relation. */
export function loadedResponses(relation: ResponseRelation): LoadedRelation {
  return { name: relation.name, columns: relation.columns, key: "response_id" };
}

/** Every statement that makes the analysis for these questionnaires, in order. */
export function schemaStatements(relations: readonly ResponseRelation[]): readonly string[] {
  return [
    ...FIXED_TABLES,
    ...relations.map(({ name, columns }) => `create table ${quoted(name)} (${columnDefinitions(columns)})`),
    ...(relations.length > 0 ? views(relations) : []),
  ];
}

/** Fingerprint of the schema and of what fills it; when it differs from the file's, the file is built anew. */
export function shapeOf(relations: readonly ResponseRelation[]): string {
  const sources = [FRAME_COLUMNS, ...relations.map(({ columns }) => columns)]
    .flat()
    .map(({ from }) => from ?? "");
  const books = relations.map(({ codeBook, versions }) => ({ codeBook, versions }));
  const text = JSON.stringify([schemaStatements(relations), sources, books]);
  return createHash("sha256").update(text).digest("hex").slice(0, 16);
}
