"use client";

import { useTranslations } from "use-intl";
import type { Spared } from "#server/vault/recipients.ts";

const SPARED: readonly Spared[] = [
  "opted_out",
  "left_out",
  "answered",
  "ended",
  "invited",
  "not_invited",
  "contacted_enough",
  "call_agreed",
  "contacted_lately",
  "asked_elsewhere",
  "no_address",
  "same_address",
];
const TECHNICAL = [
  "server_unreachable",
  "line_broke",
  "process_ended",
  "cancelled",
  "wave_ended",
  "address_unusable",
] as const;

/** Why an e-mail did not go out, in words. */
export function useUnsentReason() {
  const spared = useTranslations("spared");
  const unsent = useTranslations("unsent");
  return (state: string, reason: string): string => {
    const why = SPARED.find((each) => each === reason);
    if (why) return spared(why);
    const technical = TECHNICAL.find((each) => each === reason);
    if (technical) return unsent(technical);
    const code = /^smtp_(\d+)$/.exec(reason)?.[1];
    return code ? unsent("smtp", { code }) : unsent(state === "unsure" ? "line_broke" : "unknown");
  };
}
