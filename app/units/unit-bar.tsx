"use client";

import { useQuery } from "@tanstack/react-query";
import type { UnitRef } from "#server/scope/unit-view.ts";
import { useTRPC } from "../trpc/client.tsx";
import { Breadcrumb } from "./breadcrumb.tsx";
import { flatUnits } from "./flat-units.ts";
import { UnitSwitcher } from "./unit-switcher.tsx";

/** Where one is in the organisation, and the way to another unit. */
export function UnitBar({
  unit,
  path,
  wave,
  page,
}: {
  readonly unit: UnitRef;
  readonly path: readonly UnitRef[];
  readonly wave: number;
  readonly page: string;
}) {
  const trpc = useTRPC();
  const tree = useQuery(trpc.organisation.tree.queryOptions({ wave }));
  const open = new Set(
    flatUnits(tree.data ?? [])
      .filter((placed) => placed.unit.access === "full")
      .map((placed) => placed.unit.id),
  );
  return (
    <div className="flex min-w-0 items-center gap-1">
      <Breadcrumb path={path} unit={unit} page={page} readable={(step) => open.has(step.id)} />
      <UnitSwitcher unit={unit} wave={wave} />
    </div>
  );
}
