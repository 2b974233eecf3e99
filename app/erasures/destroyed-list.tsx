"use client";

import { useTranslations } from "use-intl";
import type { DestroyedKind, ErasureFacts } from "#server/vault/erasure-facts.ts";
import { formatCount } from "../format.ts";

/** In which order they are told. */
const PLACES: Readonly<Record<DestroyedKind, number>> = {
  names: 1,
  phones: 2,
  emails: 3,
  links: 4,
  invitations: 5,
  drafts: 6,
  lateAnswers: 7,
  conflicts: 8,
  words: 9,
  reports: 10,
  notes: 11,
  messages: 12,
  marks: 13,
};
const KINDS = (Object.keys(PLACES) as DestroyedKind[]).toSorted((a, b) => PLACES[a] - PLACES[b]);

/** What is destroyed of a person, what stays and why. */
export function DestroyedList({ facts, done }: { readonly facts: ErasureFacts; readonly done: boolean }) {
  const t = useTranslations("erasures");
  const { destroyed, kept } = facts;
  const kinds = KINDS.filter((kind) => destroyed[kind] > 0);
  return (
    <>
      <h2 className="mt-4 text-13 font-semibold">{t(done ? "wasDestroyed" : "willBeDestroyed")}</h2>
      <ul className="mt-1 divide-y divide-line border-y border-line text-13">
        {kinds.map((kind) => (
          <li key={kind} className="flex justify-between gap-4 py-1">
            <span>{t(`kind_${kind}`)}</span>
            <span className="tabular-nums">{formatCount(destroyed[kind])}</span>
          </li>
        ))}
        {kinds.length === 0 && <li className="py-1 text-ink-2">{t("nothing")}</li>}
      </ul>
      <h2 className="mt-4 text-13 font-semibold">{t("staysHead")}</h2>
      <ul className="mt-1 list-disc pl-5 text-13 text-ink-2">
        <li>{t("stays_answers", { n: kept.answers })}</li>
        <li>{t("stays_homes", { n: kept.homes })}</li>
        {kept.uploads > 0 && <li>{t("stays_uploads", { n: kept.uploads })}</li>}
        <li>{t("stays_backups")}</li>
        <li>{t("stays_marks")}</li>
      </ul>
    </>
  );
}
