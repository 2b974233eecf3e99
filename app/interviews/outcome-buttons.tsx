"use client";

import { Ban, CalendarDays, Check, type LucideIcon, PhoneMissed, TriangleAlert, X } from "lucide-react";
import { useTranslations } from "use-intl";
import type { ContactOutcome } from "#server/fieldwork/record-contact.ts";
import { classNames } from "../components/class-names.ts";
import { Icon } from "../components/glyph.tsx";

export type Outcome = "completed" | ContactOutcome;

const PHONE: readonly Outcome[] = [
  "completed",
  "appointment",
  "no_answer",
  "refused",
  "wrong_number",
  "do_not_contact",
];
/** At a door there is no number: nobody there stands for no answer, another's home for a wrong number. */
const VISIT: readonly Outcome[] = [
  "completed",
  "appointment",
  "locked",
  "refused",
  "not_owner",
  "do_not_contact",
];

/** What else can be said of a contact, less often. */
export const OTHER_OUTCOMES: Readonly<Record<"phone" | "visit", readonly ContactOutcome[]>> = {
  phone: ["hung_up", "unable", "tenant", "not_owner", "vacant"],
  visit: ["unable", "tenant", "vacant"],
};

const ICONS: readonly LucideIcon[] = [Check, CalendarDays, PhoneMissed, X, TriangleAlert, Ban];

/** The six outcomes in their fixed order, which the keys 1–6 follow. */
export function outcomesOf(mode: "phone" | "visit"): readonly Outcome[] {
  return mode === "phone" ? PHONE : VISIT;
}

/** Six buttons, always in the same place. */
export function OutcomeButtons({
  mode,
  chosen,
  onChoose,
}: {
  readonly mode: "phone" | "visit";
  readonly chosen: Outcome | undefined;
  readonly onChoose: (outcome: Outcome) => void;
}) {
  const t = useTranslations("interviews");
  return (
    <fieldset className="grid grid-cols-2 gap-2 md:grid-cols-3">
      <legend className="mb-2 text-15 font-semibold">{t("result")}</legend>
      {outcomesOf(mode).map((outcome, place) => (
        <button
          key={outcome}
          type="button"
          aria-pressed={outcome === chosen}
          aria-keyshortcuts={String(place + 1)}
          onClick={() => onChoose(outcome)}
          className={classNames(
            "flex min-h-14 items-center gap-2.5 rounded-panel border px-4 text-15",
            outcome === chosen
              ? "border-2 border-accent bg-accent-soft font-semibold"
              : "border-line-ctl bg-surface hover:bg-sunken",
          )}
        >
          <Icon of={ICONS[place] ?? Check} className={outcome === chosen ? "text-accent" : "text-ink-2"} />
          <span className="min-w-0 grow text-left">{t(`outcome_${outcome}`)}</span>
          <kbd className="text-12 text-ink-3 max-md:hidden">{place + 1}</kbd>
        </button>
      ))}
    </fieldset>
  );
}
