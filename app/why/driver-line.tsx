"use client";

import { useTranslations } from "use-intl";
import type { DriverRow } from "#server/explanations/driver-row.ts";
import type { DriversView } from "#server/explanations/drivers-view.ts";
import type { OwnerPhase } from "#surveys/owner-phase.ts";
import type { Scale } from "../charts/scale.ts";
import { ShareRange } from "../charts/share-range.tsx";
import { Tag } from "../components/tag.tsx";
import { formatShare } from "../format.ts";
import { useNames } from "../language/use-names.ts";
import { DraftButton } from "./draft-button.tsx";
import type { Drafts } from "./use-drafts.ts";

/** A dimension with its share and interval; one that goes against the overall mark asks for a look at its coding. */
export function DriverLine({
  row,
  phase,
  order,
  view,
  scale,
  drafts,
}: {
  readonly row: DriverRow;
  readonly phase: OwnerPhase;
  /** Whether shares may be read as an order. */
  readonly order: boolean;
  readonly view: DriversView;
  readonly scale: Scale;
  readonly drafts: Drafts;
}) {
  const t = useTranslations("why");
  const names = useNames();
  return (
    <li className="grid min-h-8 grid-cols-[minmax(88px,132px)_1fr_44px_auto] items-center gap-2 py-0.5 text-13 md:grid-cols-[minmax(120px,156px)_1fr_44px_auto]">
      <span className="leading-[17px]">
        {names.node(row.node)}
        {row.correlation < 0 && (
          <span className="mt-0.5 block">
            <Tag tone="attention">{t("negative", { r: row.correlation.toFixed(2) })}</Tag>
          </span>
        )}
      </span>
      <ShareRange
        value={100 * row.share}
        low={row.low === null ? null : 100 * row.low}
        high={row.high === null ? null : 100 * row.high}
        scale={scale}
        strong={order}
        label={t("driverLabel", {
          node: names.node(row.node),
          share: formatShare(row.share),
          low: formatShare(row.low),
          high: formatShare(row.high),
        })}
      />
      <span className={`text-right whitespace-nowrap ${order ? "font-semibold" : "text-ink-3"}`}>
        {formatShare(row.share)}
      </span>
      <DraftButton
        drafts={drafts}
        name={names.node(row.node)}
        input={{ unit: view.unit.id, wave: view.wave.id, node: row.node.id, phase, kind: "driver" }}
      />
    </li>
  );
}
