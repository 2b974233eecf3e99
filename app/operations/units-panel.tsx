"use client";

import { useTranslations } from "use-intl";
import type { OperationsView } from "#server/operations/operations-view.ts";
import { Change } from "../components/change.tsx";
import { Panel, PanelHeader } from "../components/panel.tsx";
import { formatValue } from "../format.ts";
import { useNames } from "../language/use-names.ts";
import { type UnitsColumn, UnitsTable } from "../units/units-table.tsx";
import { figureText, intervalText } from "./format-figure.ts";
import { MeasureChange } from "./measure-change.tsx";

type Part = OperationsView["parts"][number];

/** The units below: scores with the records of the same twelve months. */
export function UnitsPanel({ view }: { readonly view: OperationsView }) {
  const t = useTranslations("operations");
  const names = useNames();
  const columns = view.beside.flatMap(({ node, measures }): UnitsColumn<Part>[] => [
    {
      key: node.id,
      title: names.node(node),
      strong: true,
      cell: ({ scores }) => (
        <>
          <b>{formatValue(scores[node.id]?.reading.value ?? null, node.unit)}</b>{" "}
          <Change change={scores[node.id]?.change ?? null} unit={node.unit} className="text-12" />
        </>
      ),
    },
    ...measures.map(
      ({ key, unit }): UnitsColumn<Part> => ({
        key: `${node.id}${key}`,
        title: t(`measure_${key}`),
        hint: ({ figures }) => {
          const figure = figures[key];
          if (figure?.state === "hidden") return t("companion");
          return figure ? intervalText(figure) : undefined;
        },
        className: "text-12",
        cell: ({ figures }) => {
          const figure = figures[key];
          return (
            figure && (
              <>
                <span className="text-13">{figureText(figure, unit, view.fewest)}</span>{" "}
                <MeasureChange figure={figure} />
              </>
            )
          );
        },
      }),
    ),
  ]);
  return (
    <Panel labelledBy="units" className="pb-2">
      <PanelHeader id="units" title={t("units")}>
        <span className="text-12 text-ink-3">{t("unitsNote", { year: String(view.wave.year) })}</span>
      </PanelHeader>
      <UnitsTable caption={t("units")} page="/operations" parts={view.parts} columns={columns} />
    </Panel>
  );
}
