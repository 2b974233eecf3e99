import { readDateTime } from "../normalise/date-time.ts";
import { readCell } from "../normalise/read-cell.ts";
import type { ImportRun, ReadRow, RowReader, Settlement, Source } from "../run/import-run.ts";
import { columnMatcher } from "../tables/match-columns.ts";
import type { Table } from "../tables/table.ts";
import { readColumnSpecs } from "./column-specs.ts";
import orgColumns from "./org-columns.json" with { type: "json" };
import { type KnownPlacement, type OrgRow, planOrganisation } from "./org-plan.ts";

const KINDS: Readonly<Record<string, string>> = {
  集团: "group",
  集团总部: "group",
  总部: "group",
  区域: "region",
  区域公司: "region",
  大区: "region",
  城市公司: "region",
  项目: "project",
  楼盘: "project",
  物业公司: "property_company",
  物业: "property_company",
  房修: "warranty_office",
  房修中心: "warranty_office",
  维修中心: "warranty_office",
  呼叫中心: "call_centre",
  客服中心: "call_centre",
};

function reader(table: Table, date1904: boolean): RowReader {
  const cell = (row: readonly string[], field: string) => readCell(row[table.at(field)]).text;
  return ({ cells }): ReadRow => {
    const quarantine = (code: string, field: string): ReadRow => ({
      verdict: { disposition: "quarantine", code, column: table.at(field) },
    });
    const [code, name, type] = [cell(cells, "code"), cell(cells, "name"), cell(cells, "type")];
    if (code === "") return quarantine("KEY_MISSING", "code");
    if (name === "") return quarantine("REQUIRED_MISSING", "name");
    const kind = KINDS[type] ?? (Object.values(KINDS).includes(type) ? type : undefined);
    if (kind === undefined) return quarantine("UNIT_KIND_UNKNOWN", "type");
    const from = readDateTime(cell(cells, "from"), date1904);
    const to = readDateTime(cell(cells, "to"), date1904);
    if (from === "empty") return quarantine("REQUIRED_MISSING", "from");
    if (typeof from === "string") return quarantine("DATE_IMPOSSIBLE", "from");
    if (to === "impossible" || to === "unreadable") return quarantine("DATE_IMPOSSIBLE", "to");
    const lastDay = typeof to === "string" ? null : to.date;
    if (lastDay !== null && lastDay < from.date) return quarantine("DATE_ORDER", "to");
    const aliases = cell(cells, "aliases")
      .split(/[|;,、，；\n]/)
      .map((alias) => alias.trim())
      .filter((alias) => alias !== "");
    return { values: [code, name, kind, cell(cells, "parent") || null, aliases, from.date, lastDay] };
  };
}

async function settle({ client }: ImportRun): Promise<Settlement> {
  const { rows } = await client.query<OrgRow>(
    `select ordinal, code, name, kind, parent, aliases, valid_from as "from", valid_to as "to" from stage where disposition is null order by ordinal`,
  );
  const { rows: known } = await client.query<KnownPlacement>(
    `select u.code, u.kind, p.name, parent.code as parent, p.valid_from as "from", p.valid_to as "to",
       array(select alias from org_alias a where a.unit_id = u.id order by alias) as aliases
     from org_placement p join org_unit u on u.id = p.unit_id left join org_unit parent on parent.id = p.parent_id
     order by u.code, p.valid_from`,
  );
  const verdicts = planOrganisation(rows, known);
  await client.query(
    `update stage s set disposition = v.disposition, reason = v.code, field = v.field
     from jsonb_to_recordset($1) v (ordinal int, disposition text, code text, field text) where v.ordinal = s.ordinal`,
    [JSON.stringify(verdicts)],
  );
  for (const statement of WRITE) await client.query(statement);
  return {};
}

const CHANGED = "(select * from stage where disposition in ('accept', 'update'))";

/** Units first, then their names of old and new, then where they stand; ended placements before new ones. */
const WRITE = [
  `insert into org_unit (code, kind, name)
   select distinct on (code) code, kind, name from ${CHANGED} s order by code, valid_from desc
   on conflict (code) do update set kind = excluded.kind, name = excluded.name
   where (org_unit.kind, org_unit.name) is distinct from (excluded.kind, excluded.name)`,
  `insert into org_alias (alias, unit_id)
   select distinct alias, u.id from ${CHANGED} s join org_unit u on u.code = s.code,
     lateral jsonb_array_elements_text(s.aliases) alias order by 2, 1
   on conflict do nothing`,
  `update org_placement p set name = s.name, parent_id = parent.id, valid_to = s.valid_to
   from ${CHANGED} s join org_unit u on u.code = s.code left join org_unit parent on parent.code = s.parent
   where p.unit_id = u.id and p.valid_from = s.valid_from
     and (p.name, p.parent_id, p.valid_to) is distinct from (s.name, parent.id, s.valid_to)`,
  `insert into org_placement (unit_id, parent_id, name, valid_from, valid_to)
   select u.id, parent.id, s.name, s.valid_from, s.valid_to
   from ${CHANGED} s join org_unit u on u.code = s.code left join org_unit parent on parent.code = s.parent
   where not exists (select from org_placement p where p.unit_id = u.id and p.valid_from = s.valid_from) order by s.ordinal`,
] as const;

/** The organisation tree with its aliases and validity dates. */
export const orgSource: Source = {
  name: "org",
  zh: "组织架构",
  en: "organisation",
  open: async (run) => ({
    shape: {
      match: columnMatcher(readColumnSpecs(orgColumns), run.mapping),
      enough: (fields) => ["code", "name", "type"].every((field) => fields.has(field)),
      otherSheet: "NOT_A_TABLE",
      filledDown: [],
    },
    columns: [
      ["code", "text"],
      ["name", "text"],
      ["kind", "text"],
      ["parent", "text"],
      ["aliases", "jsonb"],
      ["valid_from", "date"],
      ["valid_to", "date"],
    ],
    reader: (table, sheet) => reader(table, sheet.date1904),
    settle: () => settle(run),
  }),
};
