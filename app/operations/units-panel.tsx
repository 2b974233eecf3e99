"use client";

import { useTranslations } from "use-intl";
import type { OperationsView } from "#server/operations/operations-view.ts";
import { Change } from "../components/change.tsx";
import { Panel, PanelHeader } from "../components/panel.tsx";
import { ScreenLink } from "../components/screen-link.tsx";
import { ScrollBox } from "../components/scroll-box.tsx";
import { formatValue } from "../format.ts";
import { useNames } from "../language/use-names.ts";
import { useAddress } from "../selection/use-address.ts";
import { figureText, intervalText } from "./format-figure.ts";
import { MeasureChange } from "./measure-change.tsx";

/** The units below: scores with the records of the same twelve months. */
export function UnitsPanel({ view }: { readonly view: OperationsView }) {
  const t = useTranslations("operations");
  const names = useNames();
  const address = useAddress();
  return (
    <Panel labelledBy="units" className="pb-2">
      <PanelHeader id="units" title={t("units")}>
        <span className="text-12 text-ink-3">{t("unitsNote", { year: String(view.wave.year) })}</span>
      </PanelHeader>
      <ScrollBox label={t("units")} className="px-4">
        <table className="w-full border-collapse text-13">
          <caption className="sr-only">{t("units")}</caption>
          <thead className="text-12 text-ink-3">
            <tr className="border-b border-line-strong">
              <th
                scope="col"
                className="sticky left-0 bg-surface py-1.5 pr-3 text-left font-normal whitespace-nowrap"
              >
                {t("unit")}
              </th>
              {view.beside.flatMap(({ node, measures }) => [
                <th key={node.id} scope="col" className="min-w-24 px-2 text-right font-semibold text-ink-2">
                  {names.node(node)}
                </th>,
                ...measures.map(({ key }) => (
                  <th key={`${node.id}${key}`} scope="col" className="min-w-20 px-2 text-right font-normal">
                    {t(`measure_${key}`)}
                  </th>
                )),
              ])}
            </tr>
          </thead>
          <tbody>
            {view.parts.map((part) => (
              <tr key={part.unit.id} className="h-9 border-b border-line last:border-0">
                <th
                  scope="row"
                  className="sticky left-0 bg-surface pr-3 text-left font-normal whitespace-nowrap"
                >
                  <ScreenLink
                    href={address("/operations", { unit: part.unit.id })}
                    className="target-row hover:text-accent hover:underline"
                  >
                    {names.unit(part.unit)}
                  </ScreenLink>
                </th>
                {view.beside.flatMap(({ node, measures }) => [
                  <td key={node.id} className="px-2 text-right whitespace-nowrap">
                    <b>{formatValue(part.scores[node.id]?.reading.value ?? null, node.unit)}</b>{" "}
                    <Change
                      change={part.scores[node.id]?.change ?? null}
                      unit={node.unit}
                      className="text-12"
                    />
                  </td>,
                  ...measures.map(({ key, unit }) => {
                    const figure = part.figures[key];
                    return (
                      <td
                        key={`${node.id}${key}`}
                        title={figure ? intervalText(figure) : undefined}
                        className="px-2 text-right text-12 whitespace-nowrap"
                      >
                        {figure && (
                          <>
                            <span className="text-13">{figureText(figure, unit, view.fewest)}</span>{" "}
                            <MeasureChange figure={figure} />
                          </>
                        )}
                      </td>
                    );
                  }),
                ])}
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollBox>
    </Panel>
  );
}
