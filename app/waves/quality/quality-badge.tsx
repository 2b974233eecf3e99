"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import { Tag } from "../../components/tag.tsx";
import { useTRPC } from "../../trpc/client.tsx";

/** Says beside a project's score how far its fieldwork can be relied on; nothing where it is in order or not graded. */
export function QualityBadge({ wave, project }: { readonly wave: number; readonly project: number }) {
  const t = useTranslations("qualityGrade");
  const trpc = useTRPC();
  const { data } = useQuery(trpc.quality.grades.queryOptions({ waveId: wave }, { staleTime: 60_000 }));
  const grade = data?.[project];
  if (grade !== "B" && grade !== "C") return null;
  return (
    <span title={t(`title${grade}`)} className="ml-1.5">
      <Tag tone={grade === "C" ? "urgent" : "attention"}>{t(grade)}</Tag>
    </span>
  );
}
