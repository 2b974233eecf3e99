"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import { ChoiceChip } from "../../components/choice-chip.tsx";
import { useTRPC } from "../../trpc/client.tsx";

/** Chooses whose interviews are in the queue; nothing where nobody held any. */
export function InterviewerChip({
  wave,
  value,
  choose,
}: {
  readonly wave: number;
  readonly value: string | undefined;
  readonly choose: (change: { interviewer: string | null }) => unknown;
}) {
  const t = useTranslations("interviewers");
  const all = useTranslations("filter");
  const trpc = useTRPC();
  const { data } = useQuery(trpc.quality.interviewers.queryOptions({ waveId: wave }));
  const people = new Map(
    (data?.rows ?? [])
      .filter(({ interviews, interviewer }) => interviews > 0 || interviewer === value)
      .map(({ interviewer, name }) => [interviewer, name ?? t("unknown")]),
  );
  if (people.size === 0) return null;
  return (
    <ChoiceChip
      name={t("who")}
      value={value ?? ""}
      fallback=""
      choices={[
        { value: "", label: all("all") },
        ...[...people].map(([id, label]) => ({ value: id, label })),
      ]}
      onChoose={(chosen) => choose({ interviewer: chosen === "" ? null : chosen })}
    />
  );
}
