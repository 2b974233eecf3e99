"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import type { WaveOption } from "#server/indicators/wave-option.ts";
import { ChoiceChip } from "../components/choice-chip.tsx";
import { useTRPC } from "../trpc/client.tsx";
import { useSelected } from "./selection-context.tsx";

/** The wave looked at, with its state. `shown` is the one the server chose. */
export function WaveChip({ shown }: { readonly shown: WaveOption | undefined }) {
  const t = useTranslations("filter");
  const states = useTranslations("waveState");
  const trpc = useTRPC();
  const [selection, select] = useSelected("wave");
  const waves = useQuery(trpc.waves.list.queryOptions());
  const list = waves.data ?? (shown ? [shown] : []);
  const newest = list[0]?.id;
  const wave = shown ?? list.find((option) => option.id === selection.wave) ?? list[0];
  if (!wave) return null;
  return (
    <ChoiceChip
      name={t("wave")}
      value={String(wave.id)}
      fallback={String(newest ?? wave.id)}
      choices={list.map((option) => ({
        value: String(option.id),
        label: t("year", { year: String(option.year) }),
        note: states(option.state),
      }))}
      onChoose={(value) =>
        select({ wave: Number(value) === newest ? null : Number(value), cmp: null, d: null })
      }
    />
  );
}
