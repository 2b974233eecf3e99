"use client";

import { useState } from "react";
import { useLocale, useTranslations } from "use-intl";
import { shanghaiDate } from "#surveys/calendar-date.ts";
import { type ContactTimes, clockTime, hourWords, isContactTime } from "#surveys/contact-hours.ts";
import { nextSlots } from "#surveys/contact-slots.ts";
import { classNames } from "../components/class-names.ts";
import { formatDay } from "../format.ts";
import type { Language } from "../language/language.ts";

/** `2026-01-20T14:00` of an input as an instant in Shanghai. */
function instantOf(text: string): Date | undefined {
  return /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/.test(text) ? new Date(`${text}:00+08:00`) : undefined;
}

/** Hours in which owners may be called, at times of day not tried yet; any other hour by hand. */
export function SlotChips({
  now,
  tried,
  until,
  times,
  chosen,
  onChoose,
}: {
  readonly now: Date;
  readonly tried: readonly Date[];
  readonly until: string;
  readonly times: ContactTimes;
  readonly chosen: Date | undefined;
  readonly onChoose: (at: Date | undefined) => void;
}) {
  const t = useTranslations("interviews");
  const language = useLocale() as Language;
  const [other, setOther] = useState("");
  const slots = nextSlots(now, tried, until, times);
  const byDay = [...Map.groupBy(slots, ({ day }) => day)];
  const own = instantOf(other);
  const isRefused =
    own !== undefined && (!isContactTime(own, times) || own <= now || shanghaiDate(own) > until);
  return (
    <fieldset className="mt-4 border-t border-line pt-4">
      <legend className="float-left mb-2 w-full text-15 font-semibold">
        {t("when")}{" "}
        <span className="text-13 font-normal text-ink-3">
          {t(tried.length > 0 ? "prefersNew" : "anySlot")}
        </span>
      </legend>
      <div className="clear-both grid gap-3 md:grid-cols-3">
        {byDay.map(([day, list]) => (
          <div key={day} className="flex flex-col gap-2">
            <span className="text-13 text-ink-2">
              {day === shanghaiDate(now) ? t("today") : formatDay(day, language)}
            </span>
            {list.map((slot) => (
              <button
                key={slot.from}
                type="button"
                aria-pressed={chosen?.getTime() === slot.at.getTime()}
                onClick={() => onChoose(slot.at)}
                className={classNames(
                  "min-h-12 rounded-panel border text-15",
                  chosen?.getTime() === slot.at.getTime()
                    ? "border-2 border-accent bg-accent-soft font-semibold"
                    : "border-line-ctl bg-surface hover:bg-sunken",
                )}
              >
                {clockTime(slot.from)}–{clockTime(slot.to)}
              </button>
            ))}
          </div>
        ))}
      </div>
      <label className="mt-3 flex flex-wrap items-center gap-2 text-13 text-ink-2">
        {t("otherTime")}
        <input
          type="datetime-local"
          value={other}
          onChange={(event) => {
            setOther(event.target.value);
            const at = instantOf(event.target.value);
            const isOpen =
              at !== undefined && isContactTime(at, times) && at > now && shanghaiDate(at) <= until;
            onChoose(isOpen ? at : undefined);
          }}
          className="h-11 rounded-ctl border border-line-ctl bg-surface px-2 text-16 text-ink md:h-9 md:text-14"
        />
      </label>
      <p className={classNames("mt-2 text-13", isRefused ? "text-danger" : "text-ink-2")}>
        {t("hours", { hours: hourWords(times, t("and")), until })}
      </p>
    </fieldset>
  );
}
