"use client";

import { Clock, TriangleAlert } from "lucide-react";
import { useTranslations } from "use-intl";
import { Icon } from "../../components/glyph.tsx";
import { Tag } from "../../components/tag.tsx";
import { useQualityNames } from "../quality/use-quality-names.ts";
import type { ShownProject } from "./shown-monitor.ts";

/** The one or two things worth saying of a project: what is odd first, then that it is late. */
export function ProjectMarks({ project }: { readonly project: ShownProject }) {
  const t = useTranslations("monitor");
  const quality = useQualityNames();
  const { marks, behind, takenWhole, grade } = project;
  const shared = (["SAME_PHONE", "SAME_DEVICE"] as const).find((code) => (marks[code] ?? 0) > 0);
  return (
    <span className="flex flex-wrap gap-1">
      {(marks.COACHED_BURST ?? 0) > 0 && (
        <Tag tone="urgent">
          <Icon of={TriangleAlert} size={12} />
          {quality("COACHED_BURST")} {marks.COACHED_BURST}
        </Tag>
      )}
      {grade === "C" && <Tag tone="urgent">{t("gradeC")}</Tag>}
      {behind && (
        <Tag tone="attention">
          <Icon of={Clock} size={12} />
          {t("pace_behind")}
        </Tag>
      )}
      {shared && (
        <Tag tone="attention">
          {quality(shared)} {marks[shared]}
        </Tag>
      )}
      {takenWhole && <Tag>{t("takenWhole")}</Tag>}
    </span>
  );
}
