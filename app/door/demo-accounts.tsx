"use client";

import { useLocale, useTranslations } from "use-intl";
import type { DemoDoor } from "./demo-door.ts";

/** The people of the demonstration; choosing one fills the form in. */
export function DemoAccounts({
  demo,
  onChoose,
}: {
  readonly demo: DemoDoor;
  readonly onChoose: (email: string) => void;
}) {
  const t = useTranslations("auth");
  const english = useLocale() === "en";
  return (
    <section aria-labelledby="demo" className="mt-6 border-t border-line pt-4">
      <h2 id="demo" className="text-13 font-semibold">
        {t("demoTitle")}
      </h2>
      <p className="mb-2 text-12 text-ink-3">{t("demoNote")}</p>
      <ul className="grid grid-cols-1 gap-1 sm:grid-cols-2">
        {demo.people.map((person) => (
          <li key={person.email}>
            <button
              type="button"
              onClick={() => onChoose(person.email)}
              className="target-44 w-full rounded-ctl border border-line px-2.5 py-1.5 text-left text-13 hover:border-accent-line hover:bg-accent-soft"
            >
              <span className="block font-semibold">{person.name}</span>
              <span className="block text-12 text-ink-3">{english ? person.aboutEn : person.about}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
