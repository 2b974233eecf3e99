"use client";

import type { inferRouterOutputs } from "@trpc/server";
import { useTranslations } from "use-intl";
import type { ReadingUnit, ReadingView } from "#server/indicators/reading-view.ts";
import type { AppRouter } from "#server/trpc/router.ts";
import { tenureSpan } from "#surveys/tenure.ts";
import { viewPassportFile } from "../../components/passport-file.ts";
import { PassportFileButton } from "../../components/passport-file-button.tsx";
import { PlainTable } from "../../components/plain-table.tsx";
import { formatCount, formatDifference, formatHalfWidth, formatShare, formatValue } from "../../format.ts";
import { useNames } from "../../language/use-names.ts";
import { marginWord } from "./margin-word.ts";

type View = inferRouterOutputs<AppRouter>["waveClosings"]["otherWeights"];

/** A kind of home, a batch, or the years since handover that stand for it; "" where the record does not say. */
function kindName({ ageBy }: View, by: string, value: string, names: ReturnType<typeof useNames>): string {
  if (by !== "batch" || ageBy !== "tenure") return value;
  return names.tenure(value === "" ? "ahead" : (tenureSpan(value) ?? "ahead"));
}

function Figure({ reading, unit }: { readonly reading: ReadingView; readonly unit: ReadingUnit }) {
  return (
    <>
      {formatValue(reading.value, unit)}{" "}
      <span className="text-12 text-ink-3">{formatHalfWidth(reading.halfWidth, unit)}</span>
    </>
  );
}

/** What further margins do to the numbers, in a sentence and a table, and the margins themselves. */
export function OtherWeightsTables({ view }: { readonly view: View }) {
  const t = useTranslations("method");
  const names = useNames();
  const both = new Set(view.rows.map(({ by }) => by)).size > 1;
  return (
    <>
      <p className="px-4 pb-2 text-15 font-semibold" role="status">
        <Finding view={view} />
      </p>
      {view.shifts.length > 0 && (
        <PlainTable
          caption={t("otherWeights")}
          rows={view.shifts}
          rowKey={({ node }) => node.id}
          onPhone="table"
          columns={[
            { key: "node", title: t("indicator"), cell: ({ node }) => names.text(node.title) },
            {
              key: "now",
              title: t("weightedNow"),
              right: true,
              cell: ({ now, node }) => <Figure reading={now} unit={node.unit} />,
            },
            {
              key: "raked",
              title: t("weightedRaked"),
              right: true,
              cell: ({ raked, node }) => <Figure reading={raked} unit={node.unit} />,
            },
            {
              key: "difference",
              title: t("weightedDifference"),
              right: true,
              cell: ({ difference, node }) =>
                difference && (
                  <>
                    {formatDifference(difference.value, node.unit)}{" "}
                    <span className="text-12 text-ink-3">
                      {formatHalfWidth((difference.high - difference.low) / 2, node.unit)}
                    </span>
                  </>
                ),
            },
          ]}
        />
      )}
      <div className="border-t border-line">
        <PlainTable
          caption={t("marginsToUse")}
          rows={view.rows}
          rowKey={({ by, value }) => `${by} ${value}`}
          onPhone="table"
          columns={[
            {
              key: "kind",
              title: t("kindColumn"),
              cell: ({ by, value }) => (
                <>
                  {kindName(view, by, value, names) || t("unknownKind")}
                  {both && (
                    <span className="ml-2 inline-block text-12 font-normal text-ink-3">
                      {t(marginWord(by, view.ageBy))}
                    </span>
                  )}
                </>
              ),
            },
            {
              key: "owners",
              title: t("homesColumn"),
              right: true,
              cell: ({ owners }) => formatCount(owners),
            },
            {
              key: "ofOwners",
              title: t("ofOwnersShare"),
              right: true,
              cell: ({ ofOwners }) => formatShare(ofOwners),
            },
            {
              key: "ofWeighted",
              title: t("ofWeightedShare"),
              right: true,
              cell: ({ ofWeighted }) => formatShare(ofWeighted),
            },
            {
              key: "n",
              title: t("answersColumn"),
              right: true,
              cell: ({ n }) => (n === null ? t("fewAnswers") : formatCount(n)),
            },
          ]}
        />
      </div>
      <p className="border-t border-line px-4 py-2 text-12 text-ink-3">
        {view.effective && (
          <>
            {t("effectiveBoth", {
              now: formatCount(Math.round(view.effective.now)),
              raked: formatCount(Math.round(view.effective.raked)),
            })}
            {" · "}
          </>
        )}
        {names.text(view.passport.method)}
      </p>
      <p className="px-4 pb-3">
        <PassportFileButton file={viewPassportFile(view)} />
      </p>
    </>
  );
}

function Finding({ view }: { readonly view: View }) {
  const t = useTranslations("method");
  const names = useNames();
  const { obstacle, shifts } = view;
  if (obstacle?.kind === "not-converged") return t("unmetMargins");
  if (obstacle)
    return t("unansweredKind", {
      value: kindName(view, obstacle.by, obstacle.value, names) || t("unknownKind"),
      by: t(marginWord(obstacle.by === "batch" ? "batch" : "product_type", view.ageBy)),
    });
  const [index] = shifts;
  if (!index?.difference) return t("shiftUntold");
  const { unit } = index.node;
  const { value, low, high } = index.difference;
  return t(low > 0 || high < 0 ? "shiftSome" : "shiftNone", {
    from: formatValue(index.now.value, unit),
    to: formatValue(index.raked.value, unit),
    difference: formatDifference(value, unit),
    low: formatDifference(low, unit),
    high: formatDifference(high, unit),
  });
}
