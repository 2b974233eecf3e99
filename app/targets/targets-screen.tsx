"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Search, Target } from "lucide-react";
import { parseAsInteger, parseAsStringLiteral, useQueryStates } from "nuqs";
import { useState } from "react";
import { useTranslations } from "use-intl";
import type { BenchmarkEntry, TargetsView } from "#server/targets/list-entries.ts";
import { Button } from "../components/button.tsx";
import { ChoiceChip } from "../components/choice-chip.tsx";
import { FailureNotice } from "../components/failure-notice.tsx";
import { Notice } from "../components/notice.tsx";
import { Panel, PanelHeader } from "../components/panel.tsx";
import { Bone, Skeleton } from "../components/skeleton.tsx";
import { SwitchBar } from "../components/switch-bar.tsx";
import { TextField } from "../components/text-field.tsx";
import { useNames } from "../language/use-names.ts";
import { useMe } from "../shell/me-context.tsx";
import { BarFilters, PageFrame } from "../shell/page-frame.tsx";
import { useTRPC } from "../trpc/client.tsx";
import { WeightsTabs } from "../weights/weights-tabs.tsx";
import { BenchmarkDialog } from "./benchmark-dialog.tsx";
import { BenchmarkTable } from "./benchmark-table.tsx";
import { EntryHistory } from "./entry-history.tsx";
import { ImportDialog } from "./import-dialog.tsx";
import { TargetTable } from "./target-table.tsx";

const ADDRESS = {
  year: parseAsInteger,
  show: parseAsStringLiteral(["targets", "benchmarks"]).withDefault("targets"),
  region: parseAsInteger,
};

/** What indicators are to reach, and what others reached: set in place, with everything they were before. */
export function TargetsScreen() {
  const t = useTranslations("targets");
  const trpc = useTRPC();
  const names = useNames();
  const [{ year, show, region }, choose] = useQueryStates(ADDRESS, { history: "push", scroll: false });
  const { data, error, refetch } = useQuery(
    trpc.targets.list.queryOptions(year === null ? {} : { year }, { placeholderData: keepPreviousData }),
  );
  const regions = data?.units.filter(({ kind }) => kind === "region") ?? [];
  return (
    <PageFrame
      bar={
        <>
          <WeightsTabs current="targets" />
          <span className="grow" />
          <BarFilters>
            {data && show === "targets" && (
              <>
                <ChoiceChip
                  name={t("year")}
                  value={String(data.year)}
                  choices={data.years.map((each) => ({ value: String(each), label: String(each) }))}
                  onChoose={(value) => choose({ year: Number(value) })}
                />
                <ChoiceChip
                  name={t("units")}
                  value={region === null ? "regions" : String(region)}
                  fallback="regions"
                  choices={[
                    { value: "regions", label: t("regions") },
                    ...regions.map((unit) => ({
                      value: String(unit.id),
                      label: t("projectsOf", { name: names.unit(unit) }),
                    })),
                  ]}
                  onChoose={(value) => choose({ region: value === "regions" ? null : Number(value) })}
                />
              </>
            )}
            <span className="flex shrink-0">
              <SwitchBar
                label={t("show")}
                value={show}
                choices={[
                  { value: "targets", label: t("targets") },
                  { value: "benchmarks", label: t("benchmarks") },
                ]}
                onChoose={(value) => choose({ show: value })}
              />
            </span>
          </BarFilters>
        </>
      }
    >
      {data ? (
        <TargetsContent view={data} show={show} region={region} />
      ) : error ? (
        <FailureNotice error={error} onRetry={refetch} />
      ) : (
        <Skeleton>
          <Bone className="h-7 w-72" />
          <Bone className="mt-4 h-96 rounded-panel" />
        </Skeleton>
      )}
    </PageFrame>
  );
}

/** The regions, or one region and its projects. */
function columnsFor(units: TargetsView["units"], region: number | null): TargetsView["units"] {
  const at = units.findIndex(({ id }) => id === region);
  const head = units[at];
  if (!head) return units.filter(({ kind }) => kind === "region");
  const after = units.slice(at + 1);
  const end = after.findIndex(({ depth }) => depth <= head.depth);
  return [head, ...(end < 0 ? after : after.slice(0, end))];
}

function TargetsContent({
  view,
  show,
  region,
}: {
  readonly view: TargetsView;
  readonly show: "targets" | "benchmarks";
  readonly region: number | null;
}) {
  const t = useTranslations("targets");
  const names = useNames();
  const me = useMe();
  const editable = me.capabilities.includes("settings.change") && me.viewingAs === null;
  const [wanted, setWanted] = useState("");
  const [dialog, setDialog] = useState<"import" | "add" | BenchmarkEntry>();
  const needle = wanted.trim().toLowerCase();
  const fits = (node: TargetsView["nodes"][number] | undefined, more = "") =>
    `${node ? names.node(node) : ""} ${node?.id ?? ""} ${more}`.toLowerCase().includes(needle);
  const nodes = view.nodes.filter((node) => fits(node));
  const benchmarks = view.benchmarks.filter(
    ({ node, source, versions }) =>
      versions[0]?.value !== null &&
      fits(
        view.nodes.find(({ id }) => id === node),
        source,
      ),
  );
  const set = view.targets.filter(({ versions }) => versions[0]?.value !== null);
  const shown = show === "targets" ? nodes.length : benchmarks.length;
  return (
    <>
      {dialog === "import" && <ImportDialog onClose={() => setDialog(undefined)} />}
      {dialog !== undefined && dialog !== "import" && (
        <BenchmarkDialog
          view={view}
          entry={dialog === "add" ? undefined : dialog}
          onClose={() => setDialog(undefined)}
        />
      )}
      <div className="flex flex-wrap items-end gap-3">
        <h1 className="grow text-20 font-semibold">
          {show === "benchmarks"
            ? t("findingBenchmarks", {
                count: view.benchmarks.filter((each) => each.versions[0]?.value !== null).length,
              })
            : t("finding", {
                year: String(view.year),
                count: set.length,
                nodes: new Set(set.map(({ node }) => node)).size,
              })}
        </h1>
        <TextField
          label={t("search")}
          type="search"
          value={wanted}
          onChange={(event) => setWanted(event.target.value)}
          className="w-full md:w-56 print:hidden"
        />
        {editable && (
          <Button kind="primary" onClick={() => setDialog(show === "targets" ? "import" : "add")}>
            {t(show === "targets" ? "import" : "benchmarkAdd")}
          </Button>
        )}
      </div>
      {shown === 0 && needle !== "" ? (
        <Notice
          icon={Search}
          title={t("noMatch")}
          action={<Button onClick={() => setWanted("")}>{t("clear")}</Button>}
        >
          {t("noMatchBody")}
        </Notice>
      ) : show === "targets" ? (
        <>
          <Panel labelledBy="targets">
            <PanelHeader
              id="targets"
              title={t("tableTitle", { year: String(view.year) })}
              beside={
                <span className="text-12 text-ink-3">{t(editable ? "tableNote" : "tableNoteRead")}</span>
              }
            />
            <TargetTable
              view={view}
              nodes={nodes}
              columns={columnsFor(view.units, region)}
              editable={editable}
            />
          </Panel>
          <EntryHistory view={view} />
        </>
      ) : benchmarks.length === 0 ? (
        <Notice icon={Target} title={t("benchmarksNone")}>
          {t("benchmarksNoneBody")}
        </Notice>
      ) : (
        <Panel labelledBy="benchmarks">
          <PanelHeader
            id="benchmarks"
            title={t("benchmarks")}
            beside={<span className="text-12 text-ink-3">{t("benchmarkRule")}</span>}
          />
          <BenchmarkTable view={view} rows={benchmarks} editable={editable} onOpen={setDialog} />
        </Panel>
      )}
    </>
  );
}
