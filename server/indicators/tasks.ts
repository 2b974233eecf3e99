import { sql } from "kysely";
import { unitRef } from "#server/scope/org-tree.ts";
import type { ServicePort } from "#surveys/service-port.ts";
import { type IndicatorCut, placeFor } from "./cut.ts";
import { nodeRef } from "./nodes.ts";
import type { Place } from "./place.ts";
import { changeAt, readingAt } from "./reading-of.ts";
import { signingCallbacks } from "./signing-callbacks.ts";
import type { Sources } from "./sources.ts";
import type { TaskView, UnitCount } from "./task-view.ts";
import { partsOf, projectsOf } from "./units-below.ts";

type Counted = { readonly project_id: number; readonly count: number };
type Overdue = Counted & { readonly oldest: Date };

const DAY = 86_400_000;

function concerns({ reach }: IndicatorCut, port: ServicePort): boolean {
  return reach === "all" || reach.has(port);
}

/** Counts by project, most first. */
function countsOf(cut: IndicatorCut, rows: readonly Counted[]): readonly UnitCount[] {
  return rows
    .flatMap(({ project_id, count }) => {
      const unit = cut.tree.units.get(project_id);
      return unit ? [{ unit: unitRef(unit), count }] : [];
    })
    .toSorted((a, b) => b.count - a.count || (a.unit.code < b.unit.code ? -1 : 1));
}

function total(rows: readonly Counted[]): number {
  return rows.reduce((sum, { count }) => sum + count, 0);
}

function longest(rows: readonly Overdue[], now: Date): number {
  return Math.max(0, ...rows.map(({ oldest }) => Math.floor((now.getTime() - oldest.getTime()) / DAY)));
}

/** Owners who signed and were not called in their days: how long ago would name them, so only their number is told. */
async function callbacks(sources: Sources, cut: IndicatorCut, now: Date): Promise<TaskView[]> {
  if (!concerns(cut, "customer_relations")) return [];
  const counted = await signingCallbacks(sources, cut, now);
  const rows = (counted?.projects ?? []).flatMap(({ projectId, open }) =>
    open > 0 ? [{ project_id: projectId, count: open }] : [],
  );
  if (!counted?.running || rows.length === 0) return [];
  const { waveId, days } = counted;
  return [
    {
      kind: "callbacks-overdue",
      wave: waveId,
      count: total(rows),
      units: countsOf(cut, rows),
      days,
    },
  ];
}

async function complaints(
  { db }: Sources,
  cut: IndicatorCut,
  ids: readonly number[],
  now: Date,
): Promise<TaskView[]> {
  const ports = cut.reach === "all" ? undefined : [...cut.reach];
  const rows = await db
    .selectFrom("complaint")
    .select((select) => [
      "project_id",
      select.fn.countAll<number>().as("count"),
      sql<Date>`min(reply_due_at)`.as("oldest"),
    ])
    .where("project_id", "in", ids)
    .where("status", "=", "open")
    .where("first_reply_at", "is", null)
    .where("reply_due_at", "<", now)
    .$if(ports !== undefined, (only) => only.where("port", "in", ports ?? []))
    .groupBy("project_id")
    .execute();
  if (rows.length === 0) return [];
  return [
    {
      kind: "complaints-overdue",
      count: total(rows),
      units: countsOf(cut, rows),
      longestDays: longest(rows, now),
    },
  ];
}

async function repairs(
  { db }: Sources,
  cut: IndicatorCut,
  ids: readonly number[],
  now: Date,
): Promise<TaskView[]> {
  if (!concerns(cut, "warranty")) return [];
  const open = db
    .selectFrom("repair_order")
    .select((select) => [
      "project_id",
      select.fn.countAll<number>().as("count"),
      sql<Date>`min(reported_at)`.as("oldest"),
    ])
    .where("project_id", "in", ids)
    .where("status", "=", "open")
    .where("reported_at", "<=", now)
    .groupBy("project_id");
  const since = new Date(now.getTime() - cut.settings["tasks.repair_days"] * DAY);
  const [long, again] = await Promise.all([
    open.where("reported_at", "<", since).execute(),
    open.where("reopened", ">", 0).execute(),
  ]);
  const tasks: TaskView[] = [];
  if (long.length > 0)
    tasks.push({
      kind: "repairs-open-long",
      count: total(long),
      units: countsOf(cut, long),
      longestDays: longest(long, now),
    });
  if (again.length > 0)
    tasks.push({ kind: "repairs-reopened", count: total(again), units: countsOf(cut, again) });
  return tasks;
}

/** Parts of the unit, and dimensions of its own, that became worse for sure. */
function worsened(cut: IndicatorCut): TaskView[] {
  const { published, infos, query, unit } = cut;
  const root = published.definition.tree.id;
  const dimensions = infos.filter(({ kind }) => kind === "dimension");
  const worseIn = (place: Place) =>
    dimensions
      .map((info) => ({
        info,
        change: changeAt(cut, place, info.id),
      }))
      .filter(({ change }) => change?.verdict === "worse")
      .toSorted((a, b) => (a.change?.difference ?? 0) - (b.change?.difference ?? 0));
  const units = partsOf(cut).flatMap((part): Extract<TaskView, { kind: "unit-worse" }>[] => {
    const place = placeFor(cut, part, query.phase);
    const change = changeAt(cut, place, root);
    if (change?.verdict !== "worse") return [];
    const worst = worseIn(place)
      .slice(0, 3)
      .map(({ info }) => nodeRef(info));
    return [{ kind: "unit-worse", unit: unitRef(part), change, dimensions: worst }];
  });
  const own = worseIn(placeFor(cut, unit, query.phase)).flatMap(({ info, change }): TaskView[] =>
    change ? [{ kind: "dimension-worse", node: nodeRef(info), change }] : [],
  );
  return [...units.toSorted((a, b) => a.change.difference - b.change.difference), ...own.slice(0, 2)];
}

/** Parts that will end without a score unless more answers come; only while the wave is in the field. */
function tooFew(cut: IndicatorCut): TaskView[] {
  if (cut.now.wave.state !== "field") return [];
  const units = partsOf(cut).flatMap((part) => {
    const { n, state } = readingAt(
      cut.now.table,
      placeFor(cut, part, cut.query.phase),
      cut.published.definition.tree.id,
    );
    return state === "indicative" && n !== null ? [{ unit: unitRef(part), count: n }] : [];
  });
  return units.length === 0 ? [] : [{ kind: "too-few-answers", units }];
}

/** What there is to handle in a unit, from the record alone: promises broken first, then what got worse. */
export async function tasksOf(sources: Sources, cut: IndicatorCut, now: Date): Promise<readonly TaskView[]> {
  const ids = projectsOf(cut, cut.unit).map(({ id }) => id);
  const fromRecord =
    ids.length === 0
      ? []
      : await Promise.all([
          callbacks(sources, cut, now),
          complaints(sources, cut, ids, now),
          repairs(sources, cut, ids, now),
        ]);
  return [...fromRecord.flat(), ...worsened(cut), ...tooFew(cut)];
}
