import type { ExportTable } from "#server/exports/table.ts";
import type { MonitorView } from "./monitor-view.ts";

/** The monitor's strata as a table, one row a project and phase, with the numbers the viewer may see. */
export function progressTable(view: MonitorView): ExportTable {
  return {
    columns: [
      { name: "region", type: "text" },
      { name: "project_code", type: "text" },
      { name: "project", type: "text" },
      { name: "phase", type: "text" },
      { name: "owners", type: "integer" },
      { name: "asked", type: "integer" },
      { name: "target", type: "integer" },
      { name: "due_by_now", type: "number" },
      { name: "counted", type: "integer" },
      { name: "response_rate", type: "number" },
      { name: "margin_points", type: "number" },
      { name: "pace", type: "text" },
      { name: "as_of", type: "text" },
    ],
    rows: view.projects.flatMap(({ project, region, phases }) =>
      phases.map((row) => [
        region?.name ?? null,
        project.code,
        project.name,
        row.phase,
        row.owners,
        row.asked,
        row.target,
        Number(row.dueByNow.toFixed(1)),
        row.counted,
        row.asked === 0 ? null : row.counted / row.asked,
        row.marginPoints,
        row.pace,
        view.asOf,
      ]),
    ),
  };
}
