"use client";

import { PhoneIncoming } from "lucide-react";
import type { KeyboardEvent } from "react";
import { useTranslations } from "use-intl";
import type { WorklistRow } from "#server/fieldwork/worklist.ts";
import { classNames } from "../components/class-names.ts";
import { Icon } from "../components/glyph.tsx";
import { formatMoment } from "../format.ts";
import { useNames } from "../language/use-names.ts";

/** How often a home was contacted, as dots. */
export function AttemptDots({ made, most }: { readonly made: number; readonly most: number }) {
  const t = useTranslations("interviews");
  return (
    <span className="inline-flex items-center gap-1 text-12 text-ink-3">
      {t("attempts", { made, most })}
      <span aria-hidden="true" className="inline-flex gap-0.5">
        {Array.from({ length: most }, (_, place) => (
          <i
            key={place}
            className={classNames("size-2 rounded-full border border-ink-3", place < made && "bg-ink-3")}
          />
        ))}
      </span>
    </span>
  );
}

/** Homes to ask: first who expects us, then the others in an order nobody chose. */
export function WorklistPane({
  rows,
  chosen,
  most,
  onChoose,
}: {
  readonly rows: readonly WorklistRow[];
  readonly chosen: string | null;
  readonly most: number;
  readonly onChoose: (row: WorklistRow) => void;
}) {
  const t = useTranslations("interviews");
  const expected = rows.filter(({ dueAt }) => dueAt !== undefined);
  const others = rows.filter(({ dueAt }) => dueAt === undefined);

  function walk(event: KeyboardEvent<HTMLElement>) {
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    const buttons = [...event.currentTarget.querySelectorAll<HTMLButtonElement>("button[data-row]")];
    const at = buttons.indexOf(document.activeElement as HTMLButtonElement);
    const next = buttons[at + (event.key === "ArrowDown" ? 1 : -1)];
    if (!next) return;
    event.preventDefault();
    next.focus();
  }

  return (
    <nav aria-label={t("list")} onKeyDown={walk} className="scroll-quiet min-h-0 grow overflow-y-auto">
      {[
        { key: "expected" as const, list: expected },
        { key: "others" as const, list: others },
      ].map(
        ({ key, list }) =>
          list.length > 0 && (
            <section key={key} aria-labelledby={`list-${key}`}>
              <h2 id={`list-${key}`} className="px-4 pt-3 pb-1 text-13">
                <b className={key === "expected" ? "text-neg" : "text-ink-2"}>{t(key)}</b>{" "}
                <span className="text-ink-3">{list.length}</span>
              </h2>
              <ul>
                {list.map((row) => (
                  <li key={row.respondentKey}>
                    <Row
                      row={row}
                      most={most}
                      isChosen={row.respondentKey === chosen}
                      onChoose={() => onChoose(row)}
                    />
                  </li>
                ))}
              </ul>
            </section>
          ),
      )}
    </nav>
  );
}

function Row({
  row,
  most,
  isChosen,
  onChoose,
}: {
  readonly row: WorklistRow;
  readonly most: number;
  readonly isChosen: boolean;
  readonly onChoose: () => void;
}) {
  const t = useTranslations("interviews");
  const names = useNames();
  return (
    <button
      type="button"
      data-row
      aria-current={isChosen ? "true" : undefined}
      onClick={onChoose}
      className={classNames(
        "flex min-h-16 w-full flex-col gap-0.5 border-b border-l-[3px] border-b-line px-3.5 py-2 text-left hover:bg-sunken",
        isChosen ? "border-l-accent bg-accent-soft" : "border-l-transparent",
      )}
    >
      <span className="flex w-full items-center gap-2">
        <b className="truncate text-14">{names.project(row)}</b>
        <span className="text-13 text-ink-2">{names.phase(row.phase)}</span>
        <span className="grow" />
        {row.dueAt !== undefined && (
          <span className="inline-flex items-center gap-1 text-12 text-neg">
            <Icon of={PhoneIncoming} size={14} />
            {row.dueAt === null ? t("anyTime") : formatMoment(row.dueAt).slice(5)}
          </span>
        )}
      </span>
      <span className="flex w-full items-center justify-between">
        <span className="text-12 text-ink-3">{t("homeMark", { mark: row.respondentKey.slice(0, 6) })}</span>
        <AttemptDots made={row.contacts} most={most} />
      </span>
    </button>
  );
}
