"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { memo } from "react";
import { useTranslations } from "use-intl";
import type { HomeView } from "#server/indicators/views.ts";
import { Alive } from "../components/alive.tsx";
import { classNames } from "../components/class-names.ts";
import { CopyLink } from "../components/copy-link.tsx";
import { FailureNotice } from "../components/failure-notice.tsx";
import { Panel } from "../components/panel.tsx";
import { PassportFooter } from "../components/passport-footer.tsx";
import { PrintButton } from "../components/print-button.tsx";
import { RestatedMark } from "../components/restated-mark.tsx";
import { Tag } from "../components/tag.tsx";
import { ExportMenu } from "../exports/export-menu.tsx";
import { formatCount } from "../format.ts";
import { FilterBar } from "../selection/filter-bar.tsx";
import { indicatorQueryOf } from "../selection/indicator-query.ts";
import { writeSelection } from "../selection/selection.ts";
import { useSelection, useSettledSelection } from "../selection/selection-context.tsx";
import { SettlingBox } from "../selection/settling-box.tsx";
import { BarFilters, BarTools, PageFrame } from "../shell/page-frame.tsx";
import { useTRPC } from "../trpc/client.tsx";
import { useKeptAnswer } from "../trpc/use-kept-answer.ts";
import { UnitBar } from "../units/unit-bar.tsx";
import { useHeadline } from "../wording/use-headline.ts";
import { CoveragePanel } from "./coverage-panel.tsx";
import { HomeSkeleton } from "./home-skeleton.tsx";
import { LowestPanel } from "./lowest-panel.tsx";
import { MeasureTile } from "./measure-tile.tsx";
import { OwnPanel } from "./own-panel.tsx";
import { PhasesPanel } from "./phases-panel.tsx";
import { ResponseTile } from "./response-tile.tsx";
import { SincePanel } from "./since-panel.tsx";
import { StandingPanel } from "./standing-panel.tsx";
import { TasksPanel } from "./tasks-panel.tsx";

/** Home: where a unit stands, whether it moved, and what to do. `home` is the reader's own unit. */
export function HomeScreen({ home }: { readonly home: number }) {
  const trpc = useTRPC();
  // the chip that was pressed answers first, the numbers after it
  const selection = useSettledSelection();
  const answer = useQuery(
    trpc.indicators.home.queryOptions(indicatorQueryOf(selection, home), {
      placeholderData: keepPreviousData,
    }),
  );
  const { error, refetch } = answer;
  const { view, waiting } = useKeptAnswer(answer);
  return (
    <PageFrame bar={<HomeBar view={view} home={home} />}>
      {view ? (
        <SettlingBox waiting={waiting} className="flex grow flex-col gap-3">
          <HomeContent view={view} />
        </SettlingBox>
      ) : error ? (
        <FailureNotice error={error} onRetry={refetch} />
      ) : (
        <HomeSkeleton />
      )}
    </PageFrame>
  );
}

function HomeBar({ view, home }: { readonly view: HomeView | undefined; readonly home: number }) {
  const [selection] = useSelection();
  const t = useTranslations("unit");
  const states = useTranslations("waveState");
  const facts = view
    ? [
        ...(view.unit.kind === "project" ? [] : [t("projects", { count: formatCount(view.projects) })]),
        ...(view.response.owners === null ? [] : [t("owners", { count: formatCount(view.response.owners) })]),
      ]
    : [];
  return (
    <>
      {view && <UnitBar unit={view.unit} path={view.path} wave={view.wave.id} page="/" />}
      {view?.wave.state === "field" && <Tag tone="current">{states("field")}</Tag>}
      <span className="ml-1 text-13 text-ink-3 max-lg:hidden">{facts.join(" · ")}</span>
      <span className="grow" />
      <BarFilters>
        <FilterBar shown={view} carried={["mode", "organisation"]} />
      </BarFilters>
      <BarTools>
        <ExportMenu
          what="home"
          address={writeSelection("", { ...selection, unit: selection.unit ?? home })}
        />
        <CopyLink compact />
        <PrintButton />
      </BarTools>
    </>
  );
}

/** Each panel comes alive by itself, and the one that is pressed before the others. */
const HomeContent = memo(function HomeContent({ view }: { readonly view: HomeView }) {
  const t = useTranslations("home");
  const headline = useHeadline();
  const tiles = [
    { title: t("satisfaction"), tile: view.index, target: view.target },
    { title: t("loyalty"), tile: view.loyalty, target: null },
    { title: t("nps"), tile: view.nps, target: null },
  ].flatMap(({ title, tile, target }) => (tile ? [{ title, tile, target }] : []));
  return (
    <>
      <h1 className="text-20 font-semibold">
        {headline(view.headline, {
          unit: view.unit,
          reference: view.reference,
          wave: view.wave,
          previousWave: view.previousWave,
          index: view.index.reading,
        })}
        <RestatedMark passport={view.passport} />
      </h1>
      <Alive>
        <Panel
          className={classNames(
            "grid grid-cols-1 divide-line max-sm:divide-y sm:grid-cols-2 sm:max-xl:[&>*:nth-child(even)]:border-l sm:max-xl:[&>*:nth-child(n+3)]:border-t xl:divide-x",
            // whoever heads a port is shown the index alone
            tiles.length > 1 && "xl:grid-cols-4",
          )}
        >
          {tiles.map(({ title, tile, target }) => (
            <MeasureTile key={title} title={title} tile={tile} view={view} target={target} />
          ))}
          <ResponseTile response={view.response} />
        </Panel>
      </Alive>
      <Alive>
        <OwnPanel view={view} />
      </Alive>
      <div className="grid items-start gap-3 xl:grid-cols-[minmax(0,700fr)_minmax(0,476fr)] xl:gap-x-4">
        <div className="flex min-w-0 flex-col gap-3">
          <Alive>
            <StandingPanel view={view} />
          </Alive>
          <Alive>
            <TasksPanel tasks={view.tasks} unit={view.unit} />
          </Alive>
          <Alive>
            <CoveragePanel view={view} />
          </Alive>
        </div>
        <div className="flex min-w-0 flex-col gap-3">
          <Alive>
            <PhasesPanel view={view} />
          </Alive>
          <Alive>
            <LowestPanel view={view} />
          </Alive>
          <Alive>
            <SincePanel unit={view.unit} />
          </Alive>
        </div>
      </div>
      <span className="grow" />
      <Alive>
        <PassportFooter view={view} />
      </Alive>
    </>
  );
});
