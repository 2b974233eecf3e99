"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import type { PassportView } from "#server/indicators/reading-view.ts";
import { ChoiceChip } from "../components/choice-chip.tsx";
import { useTRPC } from "../trpc/client.tsx";
import { useSelected } from "./selection-context.tsx";

const PUBLISHED = "published";

/**
 * Each wave under the rule of its time, or all of them under one version: the same wherever numbers are shown. Without a
 * second version there is nothing to choose.
 */
export function RuleChip({ passport }: { readonly passport: Pick<PassportView, "definition"> }) {
  const t = useTranslations("rule");
  const trpc = useTRPC();
  const [selection, select] = useSelected("rule");
  const { data } = useQuery(trpc.definitions.list.queryOptions(undefined, { staleTime: 60_000 }));
  const versions = (data ?? []).filter(
    ({ id, status }) => id === passport.definition.id && status === "published",
  );
  if (versions.length < 2 && selection.rule === null) return null;
  return (
    <ChoiceChip
      name={t("name")}
      value={selection.rule === null ? PUBLISHED : String(selection.rule)}
      fallback={PUBLISHED}
      choices={[
        { value: PUBLISHED, label: t("published") },
        ...versions.map(({ version, effectiveWaveYear }) => ({
          value: String(version),
          label: t("all", { version }),
          note:
            effectiveWaveYear === null ? t("fromFirst") : t("fromYear", { year: String(effectiveWaveYear) }),
        })),
      ]}
      onChoose={(value) => select({ rule: value === PUBLISHED ? null : Number(value) })}
    />
  );
}
