"use client";

import { useQuery } from "@tanstack/react-query";
import { TriangleAlert } from "lucide-react";
import { type ReactNode, useState } from "react";
import { useTranslations } from "use-intl";
import { Button } from "../../components/button.tsx";
import { ChoiceChip } from "../../components/choice-chip.tsx";
import { FailureNotice } from "../../components/failure-notice.tsx";
import { Icon } from "../../components/glyph.tsx";
import { Panel, PanelHeader } from "../../components/panel.tsx";
import { type PlainColumn, PlainTable } from "../../components/plain-table.tsx";
import { Bone } from "../../components/skeleton.tsx";
import { Tag } from "../../components/tag.tsx";
import { formatCount, formatMoment, formatWeight, NOTHING } from "../../format.ts";
import { useTRPC } from "../../trpc/client.tsx";
import { useModeNames } from "../use-mode-names.ts";
import { INTERVIEWER_ORDERS, type InterviewerOrder, sortInterviewers } from "./interviewer-orders.ts";
import type { ShownInterviewer } from "./shown-quality.ts";

type Mark = ShownInterviewer["marks"][number];

const FEW = 10;

/** How each interviewer asks beside the others; whoever looks odd leads to what he asked. For headquarters alone. */
export function InterviewersPanel({
  wave,
  onChoose,
}: {
  readonly wave: number;
  readonly onChoose: (interviewer: string) => void;
}) {
  const t = useTranslations("interviewers");
  const trpc = useTRPC();
  const [order, setOrder] = useState<InterviewerOrder>("marks");
  const [all, setAll] = useState(false);
  const columns = useColumns(onChoose);
  const { data, error, refetch } = useQuery(trpc.quality.interviewers.queryOptions({ waveId: wave }));
  const marked = data?.rows.filter(({ marks }) => marks.length > 0).length ?? 0;
  const rows = sortInterviewers(data?.rows ?? [], order);
  return (
    <Panel labelledBy="interviewers">
      <PanelHeader
        id="interviewers"
        title={t("title")}
        beside={
          <span className="text-12 text-ink-3">
            {data?.screenedAt && t("screenedAt", { time: formatMoment(data.screenedAt) })}
          </span>
        }
      >
        {marked > 0 && <Tag tone="attention">{t("marked", { n: formatCount(marked) })}</Tag>}
        {rows.length > 1 && (
          <ChoiceChip
            name={t("order")}
            value={order}
            fallback="marks"
            choices={INTERVIEWER_ORDERS.map((each) => ({
              value: each,
              label: t(each === "marks" ? "limits" : each),
            }))}
            onChoose={(value) => setOrder(INTERVIEWER_ORDERS.find((each) => each === value) ?? "marks")}
          />
        )}
      </PanelHeader>
      {error && !data ? (
        <FailureNotice heading="h3" error={error} onRetry={refetch} />
      ) : !data ? (
        <Bone className="m-4 h-40" />
      ) : rows.length === 0 ? (
        <p className="border-t border-line px-4 py-3 text-13 text-ink-3">
          {t(data.screenedAt === null ? "unscreened" : "none")}
        </p>
      ) : (
        <>
          <PlainTable
            caption={t("title")}
            rows={all ? rows : rows.slice(0, FEW)}
            rowKey={({ interviewer, mode }) => `${interviewer} ${mode}`}
            columns={columns}
          />
          {rows.length > FEW && (
            <div className="border-t border-line px-4 py-2">
              <Button size="small" onClick={() => setAll(!all)}>
                {t(all ? "fewer" : "more", { n: formatCount(rows.length) })}
              </Button>
            </div>
          )}
          <p className="border-t border-line px-4 py-2 text-12 text-ink-3">
            {t("rule", { fewest: formatCount(data.limits.fewest) })}
          </p>
        </>
      )}
    </Panel>
  );
}

/** A figure of a row, with a sign and a word where it lies beyond its limit. */
function Figure({
  row,
  mark,
  children,
  beside,
}: {
  readonly row: ShownInterviewer;
  readonly mark: Mark;
  readonly children: ReactNode;
  readonly beside?: ReactNode;
}) {
  const t = useTranslations("interviewers");
  return (
    <span className="inline-flex flex-wrap items-center justify-end gap-x-1.5">
      {row.marks.includes(mark) ? (
        <Tag tone="attention">
          <Icon of={TriangleAlert} size={12} />
          <span className="sr-only">{t("beyond")} </span>
          {children}
        </Tag>
      ) : (
        children
      )}
      {beside && <span className="text-12 text-ink-3">{beside}</span>}
    </span>
  );
}

function useColumns(onChoose: (interviewer: string) => void): readonly PlainColumn<ShownInterviewer>[] {
  const t = useTranslations("interviewers");
  const modeName = useModeNames();
  const part = (some: number, whole: number) => (whole === 0 ? NOTHING : formatWeight(some / whole));
  const nameOf = ({ name }: ShownInterviewer) => name ?? t("unknown");
  return [
    {
      key: "name",
      title: t("who"),
      cell: (row) => (
        <>
          {nameOf(row)} <span className="text-12 font-normal text-ink-3">{modeName(row.mode)}</span>
        </>
      ),
    },
    { key: "interviews", title: t("interviews"), right: true, cell: (row) => formatCount(row.interviews) },
    {
      key: "allBest",
      title: t("allBest"),
      right: true,
      cell: (row) => (
        <Figure
          row={row}
          mark="allBest"
          beside={row.markedFrom != null && t("markedFrom", { n: formatCount(row.markedFrom) })}
        >
          {t("someOf", { n: formatCount(row.allBest), share: part(row.allBest, row.interviews) })}
        </Figure>
      ),
    },
    {
      key: "busiestHour",
      title: t("busiestHour"),
      right: true,
      cell: (row) => (
        <Figure
          row={row}
          mark="manyAnHour"
          beside={row.perHour !== null && t("perHour", { n: row.perHour.toFixed(1) })}
        >
          {formatCount(row.busiestHour)}
        </Figure>
      ),
    },
    {
      key: "pace",
      title: t("pace"),
      right: true,
      cell: (row) => (
        <Figure row={row} mark="short">
          {row.pace === null ? NOTHING : formatWeight(row.pace)}
        </Figure>
      ),
    },
    {
      key: "unseen",
      title: t("unseen"),
      right: true,
      cell: (row) => (
        <Figure row={row} mark="unseen">
          {t("nOf", { n: formatCount(row.unseen), of: formatCount(row.contacts) })}
        </Figure>
      ),
    },
    {
      key: "outOfHours",
      title: t("outOfHours"),
      right: true,
      cell: (row) => (
        <Figure row={row} mark="outOfHours">
          {formatCount(row.outOfHours)}
        </Figure>
      ),
    },
    {
      key: "look",
      title: "",
      right: true,
      cell: (row) =>
        row.interviews === 0 ? null : (
          <Button
            size="small"
            aria-label={t("lookOf", { name: nameOf(row) })}
            onClick={() => onChoose(row.interviewer)}
          >
            {t("look")}
          </Button>
        ),
    },
  ];
}
