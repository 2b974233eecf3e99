"use client";

import { useTranslations } from "use-intl";
import type { ChangeView, ReadingUnit, ReadingView } from "#server/indicators/reading-view.ts";
import type { OperationsView } from "#server/operations/operations-view.ts";
import { Change } from "../components/change.tsx";
import { classNames } from "../components/class-names.ts";
import { Panel, PanelHeader } from "../components/panel.tsx";
import { formatValue } from "../format.ts";
import { useNames } from "../language/use-names.ts";
import { type UnitsColumn, UnitsTable } from "../units/units-table.tsx";
import { withheldMark } from "../withheld-mark.ts";
import { useReadingSentence } from "../wording/use-reading-sentence.ts";
import { figureText, intervalText } from "./format-figure.ts";
import { MeasureChange } from "./measure-change.tsx";

type Part = OperationsView["parts"][number];

/** What owners say of a unit: pale where they are few, and why where there is nothing to show. */
function Score({
  reading,
  change,
  unit,
}: {
  readonly reading: ReadingView;
  readonly change: ChangeView | null;
  readonly unit: ReadingUnit;
}) {
  const mark = withheldMark(reading);
  if (mark) return <span className="text-ink-3">{mark}</span>;
  return (
    <>
      <span
        className={classNames(
          reading.state === "indicative" ? "hatched rounded-[3px] px-1 text-ink-2" : "font-semibold",
        )}
      >
        {formatValue(reading.value, unit)}
      </span>{" "}
      <Change change={change} unit={unit} className="text-12" />
    </>
  );
}

/** The units below: scores with the records of the same twelve months. */
export function UnitsPanel({ view }: { readonly view: OperationsView }) {
  const t = useTranslations("operations");
  const names = useNames();
  const sentence = useReadingSentence();
  const columns = view.beside.flatMap(({ node, measures }): UnitsColumn<Part>[] => [
    {
      key: node.id,
      title: names.node(node),
      strong: true,
      hint: ({ unit, scores }) => {
        const score = scores[node.id];
        if (score === undefined) return undefined;
        return sentence({ of: [names.node(node), names.unit(unit)], ...score, unit: node.unit });
      },
      cell: ({ scores }) => {
        const score = scores[node.id];
        return score && <Score reading={score.reading} change={score.change} unit={node.unit} />;
      },
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
