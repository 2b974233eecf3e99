import { z } from "zod";
import type { Database } from "#server/database/connection.ts";
import { nodeRef } from "#server/indicators/nodes.ts";
import type { NodeRef } from "#server/indicators/reading-view.ts";
import { unitRef } from "#server/scope/org-tree.ts";
import { need, type Scope } from "#server/scope/scope.ts";
import type { UnitRef } from "#server/scope/unit-view.ts";
import { knownNodes, rangeOf } from "./known-nodes.ts";

export const entriesQuery = z.strictObject({ year: z.int().min(2000).max(2100).optional() });

export type EntryVersion = {
  readonly version: number;
  /** Null: taken away. */
  readonly value: number | null;
  readonly note: string;
  readonly by: string | null;
  readonly at: string;
};

export type TargetEntry = {
  readonly node: string;
  readonly unit: UnitRef | null;
  readonly year: number;
  /** Newest first; the first is in force. */
  readonly versions: readonly EntryVersion[];
};

export type BenchmarkEntry = {
  readonly node: string;
  readonly source: string;
  readonly year: number;
  readonly n: number | null;
  readonly example: boolean;
  readonly versions: readonly EntryVersion[];
};

export type TargetsView = {
  readonly year: number;
  readonly years: readonly number[];
  /** In the order of the tree. */
  readonly nodes: readonly (NodeRef & {
    readonly depth: number;
    readonly range: readonly [number, number];
  })[];
  readonly units: readonly (UnitRef & { readonly depth: number })[];
  readonly targets: readonly TargetEntry[];
  readonly benchmarks: readonly BenchmarkEntry[];
};

/**
 * Targets of a year and all benchmarks, with everything they were before: what the one who sets them needs to see.
 * @throws AppError `forbidden`
 */
export async function listEntries(
  db: Database,
  scope: Scope,
  { year: asked }: z.infer<typeof entriesQuery>,
): Promise<TargetsView> {
  need(scope, "settings.read");
  const nodes = await knownNodes(db);
  const waves = await db.selectFrom("wave").select("year").distinct().where("kind", "=", "annual").execute();
  const set = await db.selectFrom("indicator_target").select("year").distinct().execute();
  const newest = Math.max(...waves.map(({ year }) => year), Number(scope.today.slice(0, 4)));
  const years = [...new Set([...waves, ...set].map(({ year }) => year)), newest, newest + 1];
  const year = asked ?? (waves.length > 0 ? Math.max(...waves.map((wave) => wave.year)) : newest);
  const [targets, benchmarks] = await Promise.all([
    db
      .selectFrom("indicator_target as t")
      .leftJoin("user as u", "u.id", "t.changed_by")
      .select(["t.node", "t.unit_id", "t.year", "t.version", "t.value", "t.reason", "t.changed_at", "u.name"])
      .where("t.year", "=", year)
      .orderBy("t.version", "desc")
      .orderBy("t.id", "desc")
      .execute(),
    db
      .selectFrom("benchmark as b")
      .leftJoin("user as u", "u.id", "b.changed_by")
      .select(["b.node", "b.source", "b.year", "b.version", "b.value", "b.n", "b.note", "b.example"])
      .select(["b.changed_at", "u.name"])
      .orderBy("b.year", "desc")
      .orderBy("b.source")
      .orderBy("b.version", "desc")
      .orderBy("b.id", "desc")
      .execute(),
  ]);
  const { tree } = scope;
  const depthOf = (id: number | null): number => {
    const parent = id === null ? null : (tree.units.get(id)?.parentId ?? null);
    return parent === null ? 0 : depthOf(parent) + 1;
  };
  const walk = (parent: number | null): readonly number[] =>
    (tree.children.get(parent) ?? []).flatMap((id) => [id, ...walk(id)]);
  return {
    year,
    years: [...new Set(years)].toSorted((a, b) => b - a),
    nodes: nodes.map((info) => ({ ...nodeRef(info), depth: info.depth, range: rangeOf(info) })),
    units: walk(null).flatMap((id) => {
      const unit = tree.units.get(id);
      const measured = unit && ["group", "region", "project"].includes(unit.kind);
      return measured ? [{ ...unitRef(unit), depth: depthOf(id) }] : [];
    }),
    targets: [...Map.groupBy(targets, (row) => `${row.node}|${row.unit_id ?? ""}`).values()].flatMap(
      (rows) => {
        const [first] = rows;
        const unit = first?.unit_id == null ? null : tree.units.get(first.unit_id);
        if (!first || unit === undefined) return [];
        const versions = rows.map(({ version, value, reason, name, changed_at }) => ({
          version,
          value,
          note: reason,
          by: name,
          at: changed_at.toISOString(),
        }));
        return [{ node: first.node, unit: unit && unitRef(unit), year: first.year, versions }];
      },
    ),
    benchmarks: [
      ...Map.groupBy(benchmarks, (row) => `${row.node}|${row.source}|${row.year}`).values(),
    ].flatMap((rows) => {
      const [first] = rows;
      if (!first) return [];
      const versions = rows.map(({ version, value, note, name, changed_at }) => ({
        version,
        value,
        note,
        by: name,
        at: changed_at.toISOString(),
      }));
      const { node, source, year: of, n, example } = first;
      return [{ node, source, year: of, n, example, versions }];
    }),
  };
}
