"use client";

import { useLocale, useTranslations } from "use-intl";
import type { HomeView } from "#server/indicators/views.ts";
import { DotRange } from "../charts/dot-range.tsx";
import { niceScale } from "../charts/scale.ts";
import { Change } from "../components/change.tsx";
import { CountCell } from "../components/count-badge.tsx";
import { Panel, PanelHeader } from "../components/panel.tsx";
import { ScreenLink } from "../components/screen-link.tsx";
import { formatValue } from "../format.ts";
import { useNames } from "../language/use-names.ts";
import { useAddress } from "../selection/use-address.ts";
import { useReadingSentence } from "../wording/use-reading-sentence.ts";

/** The dimensions with the lowest and the highest scores, each on the same scale, each a way into its detail. */
export function LowestPanel({ view }: { readonly view: HomeView }) {
  const t = useTranslations("home");
  const names = useNames();
  const english = useLocale() === "en";
  const sentence = useReadingSentence();
  const address = useAddress();
  const reference = view.reference ? names.unit(view.reference) : undefined;
  const scale = niceScale(
    [...view.lowest, ...view.highest]
      .flatMap((row) => [row.reading.low, row.reading.value, row.reading.high, row.reference?.value ?? null])
      .filter((value) => value !== null),
    { limits: [0, 100] },
  );
  const groups = [
    { title: t("lowest"), rows: view.lowest },
    { title: t("highest"), rows: view.highest },
  ].filter(({ rows }) => rows.length > 0);
  const unticked = { ...scale, ticks: [] };
  return (
    <Panel labelledBy="lowest">
      <PanelHeader id="lowest" title={t("lowest")}>
        <ScreenLink
          href={address("/indicators", {})}
          className="target-44 inline-flex items-center text-13 text-accent hover:underline print:hidden"
        >
          {t("allDimensions", { count: view.dimensions })}
        </ScreenLink>
      </PanelHeader>
      <table className="mb-2 w-full table-fixed border-collapse">
        <caption className="sr-only">{t("lowest")}</caption>
        <colgroup>
          <col className={english ? "w-[196px] max-sm:w-[150px]" : "w-[134px] sm:w-[158px]"} />
          <col />
          <col className="w-[52px] sm:w-16" />
          <col className="w-[76px] sm:w-[84px]" />
        </colgroup>
        <thead className="sr-only">
          <tr>
            <th scope="col">{t("dimension")}</th>
            <th scope="col">{reference ? t("interval", { reference }) : t("intervalOnly")}</th>
            <th scope="col">{t("score")}</th>
            <th scope="col">{t("changeFrom", { since: String(view.previousWave?.year ?? "") })}</th>
          </tr>
        </thead>
        {groups.map(({ title, rows }) => (
          <tbody key={title}>
            {title !== t("lowest") && (
              <tr>
                <th scope="colgroup" colSpan={4} className="pt-2 pb-1 pl-4 text-left text-13 font-semibold">
                  {title}
                </th>
              </tr>
            )}
            {rows.map((row) => (
              <tr key={row.node.id} className="h-[29px]">
                <th scope="row" className="py-0 pl-4 text-left font-normal">
                  <ScreenLink
                    href={address("/indicators", { d: `${row.node.id}~${view.unit.id}` })}
                    className="target-row hover:text-accent hover:underline"
                  >
                    {names.node(row.node)}
                  </ScreenLink>{" "}
                  <CountCell reading={row.reading} />
                </th>
                <td className="relative isolate px-3 py-0">
                  <span aria-hidden="true" className="absolute inset-x-3 top-1/2 -z-10 h-px bg-line" />
                  <DotRange
                    reading={row.reading}
                    previous={null}
                    reference={row.reference?.value ?? null}
                    scale={unticked}
                    height={20}
                    label={sentence({
                      of: [names.node(row.node)],
                      reading: row.reading,
                      unit: row.node.unit,
                      change: row.change,
                    })}
                  />
                </td>
                <td className="py-0 text-right font-semibold">
                  {formatValue(row.reading.value, row.node.unit)}
                </td>
                <td className="py-0 pr-4 text-right">
                  <Change change={row.change} unit={row.node.unit} />
                </td>
              </tr>
            ))}
          </tbody>
        ))}
      </table>
    </Panel>
  );
}
