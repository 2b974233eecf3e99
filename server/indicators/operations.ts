import { sql } from "kysely";
import { readBeside } from "#server/operations/beside-setting.ts";
import { FEWEST_RECORDS } from "#server/operations/figure.ts";
import { MEASURE_FACTS } from "#server/operations/measures.ts";
import { addMonths, type CalendarDate } from "#surveys/calendar-date.ts";
import type { IndicatorCut } from "./cut.ts";
import type { NodeInfo } from "./nodes.ts";
import type { Sources } from "./sources.ts";
import { projectsOf } from "./units-below.ts";
import type { OperationFigure } from "./views.ts";

type Span = { readonly after: CalendarDate; readonly upTo: CalendarDate };

/** The twelve months a wave's owners speak of: up to and with its cut-off day. */
function spanOf(cutoffOn: CalendarDate): Span {
  return { after: addMonths(cutoffOn, -12), upTo: cutoffOn };
}

async function repairFigures({ db }: Sources, projects: readonly number[], { after, upTo }: Span) {
  const day = sql<string>`reported_at::date`;
  return db
    .selectFrom("repair_order")
    .select((select) => [
      select.fn.countAll<number>().as("repairs"),
      sql<number | null>`100.0 * avg((reopened > 0)::int)`.as("reopened"),
      sql<
        number | null
      >`percentile_cont(0.5) within group (order by extract(epoch from closed_at - reported_at) / 86400)`.as(
        "days",
      ),
    ])
    .where("project_id", "in", projects)
    .where("status", "<>", "void")
    .where(day, ">", after)
    .where(day, "<=", upTo)
    .executeTakeFirstOrThrow();
}

async function complaintCount(
  { db }: Sources,
  projects: readonly number[],
  { after, upTo }: Span,
): Promise<number> {
  const day = sql<string>`submitted_at::date`;
  const { complaints } = await db
    .selectFrom("complaint")
    .select((select) => select.fn.countAll<number>().as("complaints"))
    .where("project_id", "in", projects)
    .where("status", "<>", "void")
    .where(day, ">", after)
    .where(day, "<=", upTo)
    .executeTakeFirstOrThrow();
  return complaints;
}

async function figuresOf(
  sources: Sources,
  projects: readonly number[],
  kinds: ReadonlySet<string>,
  span: Span,
): Promise<ReadonlyMap<OperationFigure["key"], number>> {
  const found = new Map<OperationFigure["key"], number>();
  if (kinds.has("repairs")) {
    const { repairs, reopened, days } = await repairFigures(sources, projects, span);
    if (repairs >= FEWEST_RECORDS) {
      found.set("repairs", repairs);
      if (reopened !== null) found.set("repairs-reopened-share", Number(reopened));
      if (days !== null) found.set("repairs-median-days", Number(days));
    }
  }
  if (kinds.has("complaints")) {
    const complaints = await complaintCount(sources, projects, span);
    if (complaints >= FEWEST_RECORDS) found.set("complaints", complaints);
  }
  return found;
}

const UNIT_OF: Readonly<Record<OperationFigure["key"], OperationFigure["unit"]>> = {
  repairs: "count",
  "repairs-reopened-share": "percent",
  "repairs-median-days": "days",
  complaints: "count",
};

/** What was done in the twelve months before the cut-off beside what owners say of it; nothing without records. */
export async function operationsBeside(
  sources: Sources,
  cut: IndicatorCut,
  node: NodeInfo,
): Promise<readonly OperationFigure[]> {
  const beside = (await readBeside(sources.db))[node.kind === "item" ? (node.parent ?? "") : node.id];
  const kinds = new Set<string>(beside?.map((measure) => MEASURE_FACTS[measure].from));
  const projects = projectsOf(cut, cut.unit).map(({ id }) => id);
  if (kinds.size === 0 || projects.length === 0) return [];
  const now = await figuresOf(sources, projects, kinds, spanOf(cut.now.wave.cutoffOn));
  const before = cut.before && (await figuresOf(sources, projects, kinds, spanOf(cut.before.wave.cutoffOn)));
  return [...now].map(([key, value]) => ({
    key,
    value,
    unit: UNIT_OF[key],
    previous: before?.get(key) ?? null,
  }));
}
