"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import { formatCount, formatMagnitude } from "../format.ts";
import { useTRPC } from "../trpc/client.tsx";

/** Says, while a target is entered, which rises so many answers cannot tell from chance; nothing where nobody may know. */
export function DetectableNote({
  node,
  unit,
  year,
}: {
  readonly node: string;
  readonly unit: number | null;
  readonly year: number;
}) {
  const t = useTranslations("targets");
  const trpc = useTRPC();
  const { data } = useQuery(
    trpc.targets.detectable.queryOptions({ node, unit, year }, { retry: false, staleTime: 60_000 }),
  );
  if (!data) return null;
  const { n, points } = data;
  return (
    <p role="status" className="max-w-56 pt-1 text-left text-12 whitespace-normal text-ink-2">
      {points === null
        ? t("detectableNone", { year: String(data.wave.year) })
        : t("detectable", {
            year: String(data.wave.year),
            n: formatCount(n),
            points: formatMagnitude(points, data.node.unit),
          })}
    </p>
  );
}
