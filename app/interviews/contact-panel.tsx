"use client";

import { useEffect, useState } from "react";
import { useTranslations } from "use-intl";
import type { OpenCase } from "#server/fieldwork/open-case.ts";
import { DISPOSITION_MEANINGS } from "#surveys/disposition.ts";
import { Button } from "../components/button.tsx";
import { SelectField } from "../components/select-field.tsx";
import { formatMoment } from "../format.ts";
import { useNames } from "../language/use-names.ts";
import { AskErasure } from "./ask-erasure.tsx";
import { OTHER_OUTCOMES, type Outcome, OutcomeButtons, outcomesOf } from "./outcome-buttons.tsx";
import { SlotChips } from "./slot-chips.tsx";

export type ContactEnd = {
  readonly outcome: Exclude<Outcome, "completed">;
  readonly appointmentAt: Date | undefined;
  readonly note: string;
};

/** Before and after the questions: what to say, how the contact ended, when to try again, what was tried before. */
export function ContactPanel({
  open,
  hasAnswers,
  now,
  onStart,
  onSave,
}: {
  readonly open: OpenCase;
  readonly hasAnswers: boolean;
  readonly now: Date;
  readonly onStart: () => void;
  /** @param next whether to open the next home */
  readonly onSave: (end: ContactEnd, next: boolean) => void;
}) {
  const t = useTranslations("interviews");
  const names = useNames();
  const [outcome, setOutcome] = useState<Outcome>();
  const [at, setAt] = useState<Date>();
  const [note, setNote] = useState("");
  const others = OTHER_OUTCOMES[open.mode];

  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const { target } = event;
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      if (target instanceof HTMLTextAreaElement || target instanceof HTMLInputElement) return;
      const picked = /^[1-6]$/.test(event.key) ? outcomesOf(open.mode)[Number(event.key) - 1] : undefined;
      if (picked === undefined) return;
      event.preventDefault();
      if (picked === "completed") onStart();
      else setOutcome(picked);
    };
    addEventListener("keydown", onKey);
    return () => removeEventListener("keydown", onKey);
  }, [open.mode, onStart]);

  const isReady =
    outcome !== undefined && outcome !== "completed" && (outcome !== "appointment" || at !== undefined);
  const save = (next: boolean) => {
    if (!isReady) return;
    onSave({ outcome, appointmentAt: outcome === "appointment" ? at : undefined, note }, next);
  };

  return (
    <div className="flex min-h-0 grow flex-col">
      <div className="scroll-quiet min-h-0 grow overflow-y-auto px-4 py-4 md:px-5">
        <dl className="mb-4 flex flex-col gap-2 border-b border-line pb-4">
          {(["opening", "consent"] as const).map((part) => (
            <div key={part} className="grid gap-x-4 md:grid-cols-[52px_1fr]">
              <dt className="text-13 text-ink-3">{t(part)}</dt>
              <dd className="text-15 leading-7">“{names.text(open.script[part])}”</dd>
            </div>
          ))}
        </dl>
        <OutcomeButtons
          mode={open.mode}
          chosen={outcome}
          onChoose={(picked) => (picked === "completed" ? onStart() : setOutcome(picked))}
        />
        <div className="mt-3 grid gap-3 md:grid-cols-2">
          <SelectField
            label={t("otherResult")}
            value={others.some((each) => each === outcome) ? outcome : ""}
            onChange={(event) => setOutcome(others.find((each) => each === event.target.value))}
          >
            <option value="">{t("choose")}</option>
            {others.map((each) => (
              <option key={each} value={each}>
                {t(`outcome_${each}`)}
              </option>
            ))}
          </SelectField>
          <label className="flex flex-col gap-1 text-13 font-semibold">
            {t("note")}
            <input
              value={note}
              maxLength={500}
              onChange={(event) => setNote(event.target.value)}
              className="h-11 rounded-ctl border border-line-ctl bg-surface px-3 text-16 font-normal md:h-9 md:text-14"
            />
          </label>
        </div>
        {outcome === "do_not_contact" && <p className="mt-2 text-13 text-neg">{t("optsOut")}</p>}
        {outcome === "appointment" && (
          <SlotChips
            now={now}
            tried={open.contacts.map((contact) => new Date(contact.at))}
            until={open.closesOn}
            times={open.contactTimes}
            chosen={at}
            onChoose={setAt}
          />
        )}
        <section aria-labelledby="before" className="mt-4 border-t border-line pt-4">
          <h2 id="before" className="text-15 font-semibold">
            {t("before", { count: open.contacts.length, most: open.mostContacts })}
          </h2>
          <ul>
            {open.contacts.map((contact) => (
              <li key={contact.at} className="flex gap-4 py-1 text-14">
                <span className="text-ink-3">{formatMoment(contact.at).slice(5)}</span>
                {names.text(DISPOSITION_MEANINGS[contact.disposition])}
              </li>
            ))}
          </ul>
        </section>
        <AskErasure respondentKey={open.respondentKey} />
      </div>
      <footer className="flex shrink-0 max-md:sticky max-md:bottom-14 max-md:z-10 flex-wrap items-center gap-2 border-t border-line bg-surface px-4 py-3 md:px-5">
        <span className="grow" />
        {outcome === undefined ? (
          <Button size="touch" kind="primary" onClick={onStart}>
            {t(hasAnswers ? "goOn" : "start")}
          </Button>
        ) : (
          <>
            <Button size="touch" disabled={!isReady} onClick={() => save(false)}>
              {t("saveOnly")}
            </Button>
            <Button size="touch" kind="primary" disabled={!isReady} onClick={() => save(true)}>
              {t("saveNext")}
            </Button>
          </>
        )}
      </footer>
    </div>
  );
}
