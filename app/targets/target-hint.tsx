"use client";

import { useQuery } from "@tanstack/react-query";
import { type RefObject, useRef } from "react";
import { createPortal } from "react-dom";
import { useTranslations } from "use-intl";
import { portalHome } from "../components/portal-home.ts";
import { useBeside } from "../components/use-beside.ts";
import { formatCount, formatMagnitude } from "../format.ts";
import { useTRPC } from "../trpc/client.tsx";

const nobody = () => null;
const nothing = () => undefined;

/**
 * What is said below a target while it is entered: what is wrong with it, and which rises so many answers cannot tell from chance
 * (nothing where nobody may know). It lies over the table, whose columns and rows stay where they are.
 */
export function TargetHint({
  field,
  wrong,
  node,
  unit,
  year,
}: {
  readonly field: RefObject<HTMLInputElement | null>;
  /** What is wrong with what stands in the field, in words. */
  readonly wrong: string | undefined;
  readonly node: string;
  readonly unit: number | null;
  readonly year: number;
}) {
  const t = useTranslations("targets");
  const trpc = useTRPC();
  const { data } = useQuery(
    trpc.targets.detectable.queryOptions({ node, unit, year }, { retry: false, staleTime: 60_000 }),
  );
  const told = data && {
    year: String(data.wave.year),
    n: formatCount(data.n),
    points: data.points === null ? "" : formatMagnitude(data.points, data.node.unit),
  };
  const note = told && (told.points === "" ? t("detectableNone", told) : t("detectable", told));
  if (!wrong && !note) return null;
  return <Box key={`${wrong} ${note}`} {...{ field, wrong, note }} />;
}

/** Placed anew when other words stand in it. */
function Box({
  field,
  wrong,
  note,
}: {
  readonly field: RefObject<HTMLInputElement | null>;
  readonly wrong: string | undefined;
  readonly note: string | undefined;
}) {
  const box = useRef<HTMLDivElement>(null);
  useBeside(box, field, { first: nobody, onClose: nothing });
  return createPortal(
    <div
      ref={box}
      role="status"
      className="fixed top-0 left-0 z-30 flex w-64 max-w-[calc(100vw-16px)] flex-col gap-1 rounded-ctl border border-line bg-raised px-3 py-2 text-12 shadow-2 print:hidden"
    >
      {wrong && <p className="text-danger">{wrong}</p>}
      {note && <p className="text-ink-2">{note}</p>}
    </div>,
    portalHome(field.current) ?? document.body,
  );
}
