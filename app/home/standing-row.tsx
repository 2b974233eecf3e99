"use client";

import { useTranslations } from "use-intl";
import type { ChildRow } from "#server/indicators/views.ts";
import { DotRange } from "../charts/dot-range.tsx";
import type { Scale } from "../charts/scale.ts";
import { Change } from "../components/change.tsx";
import { classNames } from "../components/class-names.ts";
import { CountCell } from "../components/count-badge.tsx";
import { ScreenLink } from "../components/screen-link.tsx";
import { formatValue, NOTHING } from "../format.ts";
import { useNames } from "../language/use-names.ts";
import { useAddress } from "../selection/use-address.ts";
import { QualityBadge } from "../waves/quality/quality-badge.tsx";
import { useReadingSentence } from "../wording/use-reading-sentence.ts";

/** One unit or phase on the shared scale. `band` is given to the first row of a band, which also draws its line. */
export function StandingRow({
  row,
  band,
  reference,
  referenceName,
  scale,
  wave,
}: {
  readonly row: ChildRow;
  readonly band: string | undefined;
  readonly reference: number | null;
  readonly referenceName: string;
  readonly scale: Scale;
  readonly wave: number;
}) {
  const t = useTranslations("home");
  const names = useNames();
  const sentence = useReadingSentence();
  const address = useAddress();
  const { reading } = row;
  const name = row.unit ? names.unit(row.unit) : row.phase ? names.phase(row.phase) : "";
  const careful = reading.state !== "full";
  return (
    <tr
      className={classNames(
        "[&>td]:p-0 [&>th]:p-0",
        band ? "border-t border-line-strong first:border-line" : "",
      )}
    >
      <td className="text-12 sm:pl-4! whitespace-nowrap text-ink-3">
        <span className="hidden sm:inline">{band}</span>
      </td>
      <th scope="row" className="h-7 text-left font-normal whitespace-nowrap">
        {band && <span className="block pt-1 text-12 text-ink-3 sm:hidden">{band}</span>}
        <ScreenLink
          href={row.unit ? address("/", { unit: row.unit.id }) : address("/indicators", { phase: row.phase })}
          className="target-row hover:text-accent hover:underline"
        >
          {name}
        </ScreenLink>
        <span className="block text-12 text-ink-3 sm:hidden">
          n <CountCell reading={reading} />
        </span>
        {row.unit?.kind === "project" && <QualityBadge wave={wave} project={row.unit.id} />}
        {row.onlyPhase && (
          <span className="ml-1 text-12 text-ink-3 max-sm:block max-sm:ml-0">
            {t("only", { phase: names.phase(row.onlyPhase) })}
          </span>
        )}
      </th>
      <td className="text-right max-sm:hidden">
        <CountCell reading={reading} />
      </td>
      <td className="px-3! sm:px-4!">
        <DotRange
          reading={reading}
          previous={row.previous}
          reference={reference}
          scale={scale}
          label={sentence({
            of: [name],
            reading,
            unit: "points",
            reference: { name: referenceName, difference: row.difference },
            change: row.change,
          })}
        />
      </td>
      <td className={classNames("text-right", careful ? "text-ink-2" : "font-semibold")}>
        {reading.state === "n-only"
          ? NOTHING
          : reading.state === "hidden"
            ? "·"
            : formatValue(reading.value, "points")}
      </td>
      <td className="pr-4! text-right">
        <Change change={row.change} unit="points" />
      </td>
    </tr>
  );
}
