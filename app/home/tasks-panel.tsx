"use client";

import { useTranslations } from "use-intl";
import type { TaskView } from "#server/indicators/views.ts";
import type { UnitRef } from "#server/scope/unit-view.ts";
import { Panel, PanelHeader } from "../components/panel.tsx";
import { Tag } from "../components/tag.tsx";
import { TaskLine } from "./task-line.tsx";

/** What is to be handled, in the order of its consequence; nothing invented to fill the panel. */
export function TasksPanel({ tasks, unit }: { readonly tasks: readonly TaskView[]; readonly unit: UnitRef }) {
  const t = useTranslations("home");
  return (
    <Panel labelledBy="tasks">
      <PanelHeader id="tasks" title={t("tasks")} beside={tasks.length > 0 && <Tag>{tasks.length}</Tag>}>
        {tasks.length > 0 && <span className="text-12 text-ink-3">{t("tasksOrder")}</span>}
      </PanelHeader>
      {tasks.length > 0 ? (
        <ul>
          {tasks.map((task, place) => (
            <TaskLine key={`${task.kind}-${place}`} task={task} unit={unit} />
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
