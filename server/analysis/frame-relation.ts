import { DISPOSITION_GROUPS } from "#surveys/disposition.ts";
import { OWNER_PHASES } from "#surveys/owner-phase.ts";
import type { Column } from "./columns.ts";

/** Owners of a wave's frame, one row a home; `f` is the frame member on the record. */
export const FRAME_COLUMNS: readonly Column[] = [
  { name: "respondent_key", kind: "uuid", from: "f.respondent_key" },
  { name: "wave_id", kind: "integer", from: "f.wave_id::int4" },
  { name: "project_id", kind: "integer", from: "f.project_id::int4" },
  { name: "region_id", kind: "integer", from: "f.region_id::int4" },
  { name: "phase", kind: "word", words: OWNER_PHASES, from: "f.phase" },
  { name: "product_type", kind: "text", from: "f.product_type" },
  { name: "batch", kind: "text", from: "coalesce(f.batch, f.tenure)" },
  { name: "months_since_handover", kind: "integer", from: "f.months_since_handover::int4" },
  { name: "sampled", kind: "flag", from: "f.sampled" },
  { name: "excluded", kind: "flag", from: "f.exclusion is not null" },
  {
    name: "disposition",
    kind: "word",
    words: [...DISPOSITION_GROUPS, "open"],
    from: "coalesce(f.disposition, 'open')",
  },
];

/** Column of frame_cell that counts an outcome group. */
export function dispositionColumn(group: (typeof DISPOSITION_GROUPS)[number]): string {
  return `disposition_${group.toLowerCase()}`;
}

/**
 * Owners and outcomes by cell. Every member of the frame counts as an owner, also one that a project asked to leave
 * out: otherwise editing the frame would be the cheapest way to raise a score. `invited` are those drawn to be asked.
 */
export const FRAME_CELL_VIEW = `
  create view frame_cell as
  select wave_id, project_id, region_id, phase, count(*)::integer as owners,
    count(*) filter (sampled)::integer as invited, count(*) filter (excluded)::integer as excluded,
    ${DISPOSITION_GROUPS.map((group) => `count(*) filter (disposition = '${group}')::integer as ${dispositionColumn(group)}`).join(",\n    ")},
    count(*) filter (disposition = 'open')::integer as open
  from frame_member group by all`;
