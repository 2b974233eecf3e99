"use client";

import { CircleAlert, Search, Star } from "lucide-react";
import { type KeyboardEvent, useEffect, useId, useState } from "react";
import { useTranslations } from "use-intl";
import type { StudioProblem } from "#server/questionnaires/questionnaire-problems.ts";
import type { ItemComparison } from "#surveys/compare-questionnaires.ts";
import type { Question, Questionnaire } from "#surveys/question.ts";
import { classNames } from "../components/class-names.ts";
import { Icon } from "../components/glyph.tsx";
import { Tag } from "../components/tag.tsx";
import { useNames } from "../language/use-names.ts";
import { PhaseMarks } from "./phase-marks.tsx";

export type ItemListProps = {
  readonly questionnaire: Questionnaire;
  readonly chosen: string;
  readonly onChoose: (code: string) => void;
  readonly problems: readonly StudioProblem[];
  readonly changes: ReadonlyMap<string, ItemComparison>;
  /** Moves an item in a draft; absent where nothing can be changed. */
  readonly onMove?: ((code: string, by: -1 | 1) => void) | undefined;
};

function matches({ code, title, short }: Question, wanted: string): boolean {
  return [code, title.zh, title.en, short.zh, short.en].some((text) => text.toLowerCase().includes(wanted));
}

/** Scrolls the list, and not the page around it, so that a row out of sight stands in its middle. */
function bringIntoView(row: HTMLElement | null): void {
  const list = row?.closest("nav");
  if (!row || !list) return;
  const [is, seen] = [row.getBoundingClientRect(), list.getBoundingClientRect()];
  if (is.top >= seen.top && is.bottom <= seen.bottom) return;
  list.scrollBy({ top: (is.top + is.bottom - seen.top - seen.bottom) / 2 });
}

/** The items by section: searched, walked through with the arrow keys, in a draft moved with Alt and an arrow. */
export function ItemList({ questionnaire, chosen, onChoose, problems, changes, onMove }: ItemListProps) {
  const t = useTranslations("studio");
  const names = useNames();
  const searchId = useId();
  const [search, setSearch] = useState("");
  const wanted = search.trim().toLowerCase();
  const byCode = new Map(questionnaire.questions.map((question) => [question.code, question]));
  const sections = questionnaire.sections
    .map((section) => ({
      section,
      items: section.items.flatMap((code) => {
        const question = byCode.get(code);
        return question && (wanted === "" || matches(question, wanted)) ? [question] : [];
      }),
    }))
    .filter(({ items }) => items.length > 0);
  const shown = sections.flatMap(({ items }) => items.map(({ code }) => code));

  // an item that was just added, or opened from elsewhere, is not hidden by an old search
  useEffect(() => setSearch((search) => (shown.includes(chosen) ? search : "")), [chosen]);
  const isShown = shown.includes(chosen);
  useEffect(() => {
    if (isShown) bringIntoView(document.getElementById(`item-${chosen}`));
  }, [chosen, isShown, wanted]);

  function walk(event: KeyboardEvent<HTMLElement>) {
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    event.preventDefault();
    const by = event.key === "ArrowDown" ? 1 : -1;
    if (event.altKey) {
      onMove?.(chosen, by);
      return;
    }
    const next = shown[shown.indexOf(chosen) + by];
    if (next === undefined) return;
    onChoose(next);
    document.getElementById(`item-${next}`)?.focus();
  }

  return (
    <div className="flex min-h-0 flex-col">
      <div className="border-b border-line p-3">
        <label htmlFor={searchId} className="sr-only">
          {t("search")}
        </label>
        <div className="relative">
          <Icon of={Search} className="absolute top-1/2 left-2.5 -translate-y-1/2 text-ink-3" />
          <input
            id={searchId}
            type="search"
            value={search}
            placeholder={t("search")}
            onChange={(event) => setSearch(event.target.value)}
            className="h-11 w-full rounded-ctl border border-line-ctl bg-surface pr-2 pl-8 text-16 md:h-9 md:text-14"
          />
        </div>
      </div>
      <nav
        aria-label={t("items")}
        className="scroll-quiet min-h-0 grow overflow-y-auto pb-3"
        onKeyDown={walk}
      >
        {shown.length === 0 && <p className="px-4 py-6 text-13 text-ink-3">{t("noMatch")}</p>}
        {sections.map(({ section, items }) => (
          <section key={section.id} aria-labelledby={`section-${section.id}`}>
            <h2 id={`section-${section.id}`} className="px-4 pt-3 pb-1 text-12 text-ink-3">
              {names.text(section.title)}
            </h2>
            <ul>
              {items.map((question) => (
                <li key={question.code}>
                  <ItemRow
                    question={question}
                    isChosen={question.code === chosen}
                    onChoose={onChoose}
                    wrong={problems.some(
                      ({ item, severity }) => item === question.code && severity === "error",
                    )}
                    change={changes.get(question.code)}
                  />
                </li>
              ))}
            </ul>
          </section>
        ))}
      </nav>
    </div>
  );
}

function ItemRow({
  question,
  isChosen,
  onChoose,
  wrong,
  change,
}: {
  readonly question: Question;
  readonly isChosen: boolean;
  readonly onChoose: (code: string) => void;
  readonly wrong: boolean;
  readonly change: ItemComparison | undefined;
}) {
  const t = useTranslations("studio");
  const names = useNames();
  const { code, short, phases, core } = question;
  return (
    <button
      type="button"
      id={`item-${code}`}
      aria-current={isChosen ? "true" : undefined}
      onClick={() => onChoose(code)}
      className={classNames(
        "target-44 flex min-h-9 w-full items-center gap-2 border-l-[3px] px-3 py-1 text-left text-13 hover:bg-sunken",
        isChosen ? "border-accent bg-accent-soft" : "border-transparent",
      )}
    >
      <span className="w-9 shrink-0 text-12 text-ink-3">{code}</span>
      <span className="min-w-0 grow truncate">{names.text(short) || t("unnamed")}</span>
      {wrong && (
        <span className="text-danger">
          <Icon of={CircleAlert} size={14} />
          <span className="sr-only">{t("hasProblem")}</span>
        </span>
      )}
      {change && (
        <Tag tone={change.breaks ? "attention" : "current"}>
          {t(change.itemVersions[0] === null ? "markNew" : change.breaks ? "markBreak" : "markChanged")}
        </Tag>
      )}
      {core && (
        <span className="text-ink-3" title={t("core")}>
          <Icon of={Star} size={12} />
          <span className="sr-only">{t("core")}</span>
        </span>
      )}
      <PhaseMarks phases={phases} />
    </button>
  );
}
