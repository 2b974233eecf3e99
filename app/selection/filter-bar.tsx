"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import type { PassportView } from "#server/indicators/reading-view.ts";
import type { WaveOption } from "#server/indicators/wave-option.ts";
import { OWNER_PHASES } from "#surveys/owner-phase.ts";
import { ChoiceChip } from "../components/choice-chip.tsx";
import { useNames } from "../language/use-names.ts";
import { useTRPC } from "../trpc/client.tsx";
import { ModeChip } from "./mode-chip.tsx";
import { OrganisationChip } from "./organisation-chip.tsx";
import { RuleChip } from "./rule-chip.tsx";
import { useSelected } from "./selection-context.tsx";
import { WaveChip } from "./wave-chip.tsx";

/**
 * The wave looked at, the phase, the wave compared with, the rule, and what came along from another page. `shown` are the waves
 * the server chose.
 */
export function FilterBar({
  shown,
  compares = true,
  phases = true,
  carried = [],
}: {
  /** Whether a wave to compare with can be chosen. */
  readonly compares?: boolean;
  /** Whether a phase can be chosen. */
  readonly phases?: boolean;
  /** Filters the page asks with and has no chip for: shown, and taken off, where they narrow what is shown. */
  readonly carried?: readonly ("mode" | "organisation")[];
  readonly shown:
    | {
        readonly wave: WaveOption;
        readonly previousWave: WaveOption | null;
        readonly passport: PassportView;
      }
    | undefined;
}) {
  const t = useTranslations("filter");
  const names = useNames();
  const trpc = useTRPC();
  const [selection, select] = useSelected("wave", "phase", "cmp", "mode", "org");
  const waves = useQuery(trpc.waves.list.queryOptions());
  const list = waves.data ?? (shown ? [shown.wave] : []);
  const wave = shown?.wave ?? list.find((option) => option.id === selection.wave) ?? list[0];
  const earlier = list.filter((option) => wave && option.year < wave.year);
  const usual = earlier[0];
  if (!wave) return null;
  return (
    <>
      <WaveChip shown={wave} />
      {phases && (
        <ChoiceChip
          name={t("phase")}
          value={selection.phase ?? "all"}
          fallback="all"
          choices={[
            { value: "all", label: t("all") },
            ...OWNER_PHASES.map((phase) => ({
              value: phase,
              label: names.phase(phase),
              note: names.phaseSpan(phase),
            })),
          ]}
          onChoose={(value) =>
            select({ phase: OWNER_PHASES.find((phase) => phase === value) ?? null, d: null })
          }
        />
      )}
      {compares && usual && (
        <ChoiceChip
          name={t("compare")}
          value={selection.cmp === "none" ? "none" : String(shown?.previousWave?.id ?? usual.id)}
          fallback={String(usual.id)}
          choices={[
            ...earlier.map((option) => ({
              value: String(option.id),
              label: t("previous", { year: String(option.year) }),
            })),
            { value: "none", label: t("none") },
          ]}
          onChoose={(value) => select({ cmp: value === String(usual.id) ? null : value })}
        />
      )}
      {carried.includes("mode") && selection.mode !== null && <ModeChip />}
      {carried.includes("organisation") && selection.org !== "then" && <OrganisationChip />}
      {shown && <RuleChip passport={shown.passport} />}
    </>
  );
}
