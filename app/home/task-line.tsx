"use client";

import {
  ChevronsDown,
  Clock,
  type LucideIcon,
  Phone,
  TriangleAlert,
  Upload,
  Users,
  Wrench,
} from "lucide-react";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import type { TaskView, UnitCount } from "#server/indicators/task-view.ts";
import type { UnitRef } from "#server/scope/unit-view.ts";
import { classNames } from "../components/class-names.ts";
import { Icon } from "../components/glyph.tsx";
import { ScreenLink } from "../components/screen-link.tsx";
import { formatCount, formatDifference } from "../format.ts";
import { useNames } from "../language/use-names.ts";
import { useAddress } from "../selection/use-address.ts";
import { useMe } from "../shell/me-context.tsx";
import { useFullFrom } from "../shell/use-full-from.ts";

type Urgency = "overdue" | "attention" | "plain";

const TONE: Readonly<Record<Urgency, string>> = {
  overdue: "text-danger",
  attention: "text-neg",
  plain: "text-ink-3",
};

function Line({
  icon,
  urgency,
  title,
  note,
  due,
  href,
}: {
  readonly icon: LucideIcon;
  readonly urgency: Urgency;
  readonly title: ReactNode;
  readonly note: string;
  readonly due: string;
  readonly href?: string;
}) {
  const t = useTranslations("task");
  return (
    <li className="flex min-h-9 items-center gap-2.5 border-t border-line px-4 py-1.5">
      <Icon of={icon} className={TONE[urgency]} />
      <span className="min-w-0 grow">
        <b className="mr-2">{title}</b>
        <span className="text-13 text-ink-2">{note}</span>
      </span>
      <span
        className={classNames(
          "text-13 whitespace-nowrap max-sm:hidden",
          urgency === "overdue" ? "text-danger" : "text-ink-2",
        )}
      >
        {due}
      </span>
      {href && (
        <ScreenLink
          href={href}
          className="target-44 inline-flex w-12 items-center justify-end text-13 whitespace-nowrap text-accent hover:underline print:hidden"
        >
          {t("open")}
        </ScreenLink>
      )}
    </li>
  );
}

/** One thing to handle: what, where, until when, and the way there. */
export function TaskLine({ task, unit }: { readonly task: TaskView; readonly unit: UnitRef }) {
  const t = useTranslations("task");
  const joiner = useTranslations("reading")("joiner");
  const from = useFullFrom();
  const names = useNames();
  const address = useAddress();
  const watches = useMe().capabilities.includes("monitor.view");

  function where(units: readonly UnitCount[]): string {
    return units
      .slice(0, 3)
      .map((entry) => t("unitCount", { unit: names.unit(entry.unit), count: formatCount(entry.count) }))
      .join(joiner);
  }
  const first = "units" in task ? task.units[0]?.unit : undefined;
  // the unit with most of them comes first: its records say since when, and what owners say beside them
  const records = address("/operations", first ? { unit: first.id } : {});

  switch (task.kind) {
    case "callbacks-overdue":
      return (
        <Line
          icon={Phone}
          urgency="overdue"
          title={t("callbacksOverdue", { count: task.count })}
          note={[where(task.units), t("signedAgo", { days: task.days })].join(joiner)}
          due={t("overdue")}
          // who may see the field goes there, others to the project with most of them
          href={watches ? `/waves/${task.wave}` : address("/", first ? { unit: first.id } : {})}
        />
      );
    case "complaints-overdue":
    case "repairs-open-long":
      return (
        <Line
          icon={task.kind === "complaints-overdue" ? TriangleAlert : Clock}
          urgency={task.kind === "complaints-overdue" ? "overdue" : "attention"}
          title={t(task.kind === "complaints-overdue" ? "complaintsOverdue" : "repairsOpenLong", {
            count: task.count,
          })}
          note={[where(task.units), t("longest", { days: task.longestDays })].join(joiner)}
          due={t("overdue")}
          href={records}
        />
      );
    case "repairs-reopened":
      return (
        <Line
          icon={Wrench}
          urgency="attention"
          title={t("repairsReopened", { count: task.count })}
          note={where(task.units)}
          due={t("findCause")}
          href={records}
        />
      );
    case "unit-worse":
      return (
        <Line
          icon={ChevronsDown}
          urgency="attention"
          title={t("unitWorse", {
            unit: names.unit(task.unit),
            difference: formatDifference(task.change.difference, "points"),
          })}
          note={
            task.dimensions.length > 0
              ? t("dimensionsDown", { nodes: task.dimensions.slice(0, 3).map(names.node).join(joiner) })
              : t("noOneDimension")
          }
          due={t("findCause")}
          href={address("/why", { unit: task.unit.id })}
        />
      );
    case "dimension-worse":
      return (
        <Line
          icon={ChevronsDown}
          urgency="attention"
          title={t("dimensionWorse", {
            node: names.node(task.node),
            difference: formatDifference(task.change.difference, task.node.unit),
          })}
          note=""
          due={t("findCause")}
          href={address("/indicators", { d: `${task.node.id}~${unit.id}` })}
        />
      );
    case "too-few-answers":
      return (
        <Line
          icon={Users}
          urgency="plain"
          title={t("tooFew", { count: task.units.length })}
          note={[where(task.units), t("notEnough", { from })].join(joiner)}
          due={t("collect")}
          href={address("/indicators", {})}
        />
      );
  }
}

/** An import with rows nobody has looked at. */
export function ImportTaskLine({
  id,
  file,
  count,
}: {
  readonly id: number;
  readonly file: string;
  readonly count: number;
}) {
  const t = useTranslations("task");
  return (
    <Line
      icon={Upload}
      urgency="plain"
      title={t("importRows", { file, count })}
      note=""
      due={t("review")}
      href={`/imports/${id}`}
    />
  );
}
