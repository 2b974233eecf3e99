"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import { Tag } from "../../components/tag.tsx";
import { useTRPC } from "../../trpc/client.tsx";

/** Says beside a project's score how far its fieldwork can be relied on; nothing where it is in order or not graded. */
export function QualityBadge({ wave, project }: { readonly wave: number; readonly project: number }) {
  const trpc = useTRPC();
  const { data } = useQuery(trpc.quality.grades.queryOptions({ waveId: wave }, { staleTime: 60_000 }));
  return <GradeTag grade={data?.[project]} className="ml-1.5" />;
}

/** The grade itself, where an answer brings it along. @param letter the letter alone, for narrow places */
export function GradeTag({
  grade,
  letter = false,
  className,
}: {
  readonly grade: "A" | "B" | "C" | null | undefined;
  readonly letter?: boolean;
  readonly className?: string;
}) {
  const t = useTranslations("qualityGrade");
  if (grade !== "B" && grade !== "C") return null;
  return (
    <span title={t(`title${grade}`)} className={className}>
      <Tag tone={grade === "C" ? "urgent" : "attention"}>
        {letter ? (
          <>
            <span aria-hidden="true">{grade}</span>
            <span className="sr-only">{t(`title${grade}`)}</span>
          </>
        ) : (
          t(grade)
        )}
      </Tag>
    </span>
  );
}
