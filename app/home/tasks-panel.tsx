"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import type { PastImport } from "#server/imports/past-imports.ts";
import type { TaskView } from "#server/indicators/task-view.ts";
import type { UnitRef } from "#server/scope/unit-view.ts";
import { Panel, PanelHeader } from "../components/panel.tsx";
import { Tag } from "../components/tag.tsx";
import { useMe } from "../shell/me-context.tsx";
import { useTRPC } from "../trpc/client.tsx";
import { ImportTaskLine, TaskLine } from "./task-line.tsx";

const IMPORTS_SHOWN = 2;

/** Newest imports with rows that somebody has to look at, for those who may see imports. */
function useOpenImports(): readonly PastImport[] {
  const trpc = useTRPC();
  const enabled = useMe().capabilities.includes("imports.read");
  const { data } = useQuery(trpc.imports.list.queryOptions(undefined, { enabled }));
  return (data ?? [])
    .filter((run) => run.state === "applied" && run.counts.quarantine + run.counts.reject > 0)
    .slice(0, IMPORTS_SHOWN);
}

/** What is to be handled, in the order of its consequence; nothing invented to fill the panel. */
export function TasksPanel({ tasks, unit }: { readonly tasks: readonly TaskView[]; readonly unit: UnitRef }) {
  const t = useTranslations("home");
  const imports = useOpenImports();
  const count = tasks.length + imports.length;
  return (
    <Panel labelledBy="tasks">
      <PanelHeader id="tasks" title={t("tasks")} beside={count > 0 && <Tag>{count}</Tag>}>
        {count > 0 && <span className="text-12 text-ink-3">{t("tasksOrder")}</span>}
      </PanelHeader>
      {count > 0 ? (
        <ul>
          {tasks.map((task, place) => (
            <TaskLine key={`${task.kind}-${place}`} task={task} unit={unit} />
          ))}
          {imports.map((run) => (
            <ImportTaskLine
              key={run.id}
              id={run.id}
              file={run.file}
              count={run.counts.quarantine + run.counts.reject}
            />
          ))}
        </ul>
      ) : (
        <div className="border-t border-line px-4 py-4">
          <p>{t("tasksNone")}</p>
          <p className="text-13 text-ink-3">{t("tasksNoneWhy")}</p>
        </div>
      )}
    </Panel>
  );
}
