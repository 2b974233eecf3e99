"use client";

import { useId, useState } from "react";
import { useTranslations } from "use-intl";
import type { CellView, DistributionRow } from "#server/indicators/views.ts";
import { DivergingBar, divergingReach } from "../charts/diverging-bar.tsx";
import { FailureNotice } from "../components/failure-notice.tsx";
import { PassportButton } from "../components/passport-footer.tsx";
import { PlainTable } from "../components/plain-table.tsx";
import { SelectField } from "../components/select-field.tsx";
import { Bone, Skeleton } from "../components/skeleton.tsx";
import { TableToggle } from "../components/table-toggle.tsx";
import { formatCount, formatFigure } from "../format.ts";
import { useNames } from "../language/use-names.ts";
import { type AnswersBelow, answersByProject, type ProjectAnswers } from "./answers-below.ts";
import { DetailSection } from "./detail-section.tsx";
import { useAnswersBelow } from "./use-answers-below.ts";

type Told = DistributionRow & { readonly answers: NonNullable<DistributionRow["answers"]> };

/** How an item was answered in each project below; fetched when it is opened. */
export function DetailAnswers({ view }: { readonly view: CellView }) {
  const t = useTranslations("detail");
  const [open, setOpen] = useState(false);
  const body = useId();
  const items = view.distribution.filter((row): row is Told => row.answers !== null);
  // answers of one mode are withheld in other places than those of all
  if (view.unit.kind === "project" || items.length === 0 || view.passport.filters.mode !== undefined)
    return null;
  return (
    <DetailSection
      title={t("below")}
      switches={
        <button
          type="button"
          aria-expanded={open}
          aria-controls={body}
          onClick={() => setOpen(!open)}
          className="target-44 text-12 text-accent underline-offset-2 hover:underline print:hidden"
        >
          {t(open ? "belowClose" : "belowOpen")}
        </button>
      }
    >
      <div id={body}>{open && <AnswersBelowBody view={view} items={items} />}</div>
    </DetailSection>
  );
}

function AnswersBelowBody({ view, items }: { readonly view: CellView; readonly items: readonly Told[] }) {
  const t = useTranslations("detail");
  const { data, error, refetch } = useAnswersBelow({
    ...{ unit: view.unit.id, wave: view.wave.id },
    by: view.phase === null ? "project" : "phase",
  });
  if (error) return <FailureNotice error={error} onRetry={refetch} heading="h3" />;
  if (!data)
    return (
      <Skeleton>
        <Bone className="h-24 bg-line" />
      </Skeleton>
    );
  return (
    <>
      <AnswersByProject view={view} items={items} below={data} />
      <p className="mt-1.5 flex flex-wrap gap-x-2 text-12 text-ink-3">
        {t("belowBase")}
        <PassportButton view={{ passport: data.passport }} />
      </p>
    </>
  );
}

function AnswersByProject({
  view,
  items,
  below,
}: {
  readonly view: CellView;
  readonly items: readonly Told[];
  readonly below: AnswersBelow;
}) {
  const t = useTranslations("detail");
  const names = useNames();
  const [asTable, setAsTable] = useState(false);
  const [chosen, setChosen] = useState(items[0]?.item.id);
  const row = items.find(({ item }) => item.id === chosen) ?? items[0];
  if (row === undefined) return null;
  const places = answersByProject(below.rows, row.item.id, row.answers, view.phase);
  const reach = divergingReach(places.map(({ answers }) => ({ ...row, answers })));
  const nameOf = ({ project }: ProjectAnswers) => {
    const unit = below.units.find(({ code }) => code === project);
    return unit ? names.unit(unit) : project;
  };
  return (
    <>
      {items.length > 1 && (
        <div className="mb-2">
          <SelectField
            label={t("belowItem")}
            value={row.item.id}
            onChange={(event) => setChosen(event.target.value)}
          >
            {items.map(({ item }) => (
              <option key={item.id} value={item.id}>
                {names.node(item)}
              </option>
            ))}
          </SelectField>
        </div>
      )}
      {places.length > 0 && (
        <p className="mb-1 text-right">
          <TableToggle shown={asTable} onToggle={setAsTable} />
        </p>
      )}
      {places.length > 0 && asTable ? (
        <PlainTable
          caption={t("below")}
          rows={places}
          rowKey={({ project }) => project}
          onPhone="table"
          columns={[
            { key: "project", title: t("belowProject"), cell: nameOf },
            ...row.answers.map(({ score, label }, at) => ({
              key: String(score),
              title: label ? names.text(label) : formatFigure(score, "points"),
              right: true,
              cell: ({ answers }: ProjectAnswers) => formatFigure(answers[at]?.per100 ?? null, "percent"),
            })),
            { key: "n", title: "n", right: true, cell: ({ n }) => formatCount(n) },
          ]}
        />
      ) : places.length === 0 ? (
        <p className="text-13 text-ink-3">{t("belowNone")}</p>
      ) : (
        <ul>
          {places.map((place) => (
            <li
              key={place.project}
              className="grid min-h-7 grid-cols-[112px_minmax(0,1fr)_40px] items-center gap-x-2"
            >
              <span className="py-0.5 text-13 leading-[18px]">{nameOf(place)}</span>
              <DivergingBar
                answers={place.answers}
                reach={reach}
                label={t("belowSentence", {
                  name: nameOf(place),
                  n: formatCount(place.n),
                  values: place.answers.map(({ per100 }) => Math.round(per100)).join(", "),
                })}
              />
              <span className="text-right text-12 text-ink-3">{formatCount(place.n)}</span>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
