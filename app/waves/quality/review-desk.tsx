"use client";

import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import { classNames } from "../../components/class-names.ts";
import { Tag } from "../../components/tag.tsx";
import { formatMoment } from "../../format.ts";
import { useNames } from "../../language/use-names.ts";
import { useModeNames } from "../use-mode-names.ts";
import { ReviewDetail } from "./review-detail.tsx";
import { SeveralBar } from "./several-bar.tsx";
import type { ShownResponse, Verdict } from "./shown-quality.ts";
import { useQualityNames } from "./use-quality-names.ts";

const KEYS: Readonly<Record<string, Verdict>> = { "1": "keep", "2": "flag", "3": "void" };

/** The server takes no more at once. */
const MOST = 100;

function isTyping(target: EventTarget | null): boolean {
  if (target instanceof HTMLInputElement) return target.type !== "checkbox";
  return target instanceof HTMLElement && ["TEXTAREA", "SELECT"].includes(target.tagName);
}

/** The queue at the left, the answer in hand at the right. j and k move, x chooses, 1 keeps, 2 marks, 3 proposes to void. */
export function ReviewDesk({
  rows,
  isOpen,
}: {
  readonly rows: readonly ShownResponse[];
  readonly isOpen: boolean;
}) {
  const t = useTranslations("quality");
  const names = useNames();
  const [place, setPlace] = useState(0);
  const [verdict, setVerdict] = useState<Verdict>();
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const list = useRef<HTMLOListElement>(null);
  // the row in hand leaves the list when it was judged; the next one takes its place
  const at = Math.min(place, rows.length - 1);
  const row = rows[at];
  const isFree = (each: ShownResponse) => isOpen && !each.proposal;
  const several = rows.filter((each) => chosen.has(each.responseId) && isFree(each)).slice(0, MOST);

  function choose(id: string) {
    setVerdict(undefined);
    setChosen((before) =>
      before.has(id) ? new Set([...before].filter((other) => other !== id)) : new Set([...before, id]),
    );
  }

  function move(to: number) {
    const next = Math.min(rows.length - 1, Math.max(0, to));
    setPlace(next);
    setVerdict(undefined);
    list.current?.querySelectorAll("button")[next]?.focus();
  }

  function press(event: KeyboardEvent) {
    if (isTyping(event.target) || event.metaKey || event.ctrlKey || event.altKey) return;
    const decided = isOpen ? KEYS[event.key] : undefined;
    if (event.key === "j" || event.key === "ArrowDown") move(at + 1);
    else if (event.key === "k" || event.key === "ArrowUp") move(at - 1);
    else if (event.key === "x" && row && isFree(row)) choose(row.responseId);
    else if (decided) setVerdict(decided);
    else if (event.key === "Escape" && verdict) setVerdict(undefined);
    else if (event.key === "Escape") setChosen(new Set());
    else return;
    event.preventDefault();
  }

  // keys work as soon as the page is there and after each decision, without a click into the list
  const inHand = row?.responseId;
  useEffect(() => {
    if (inHand !== undefined && verdict === undefined && document.activeElement === document.body)
      list.current?.querySelectorAll("button")[at]?.focus({ preventScroll: true });
  }, [at, inHand, verdict]);

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: keys of the list below, which is made of buttons
    <div onKeyDown={press} className="grid lg:grid-cols-[minmax(0,1fr)_minmax(0,420px)]">
      <ol
        ref={list}
        aria-label={t("queue")}
        className="scroll-quiet max-h-[560px] min-h-0 overflow-y-auto max-lg:max-h-72 max-lg:border-b lg:border-r border-line"
      >
        {rows.map((each, index) => (
          <li
            key={each.responseId}
            className={classNames(
              "flex items-center border-b border-line last:border-0",
              index === at && "bg-accent-soft",
            )}
          >
            {isFree(each) && (
              <label className="grid min-h-11 min-w-11 place-items-center lg:min-h-8 lg:min-w-9">
                <span className="sr-only">{t("choose", { project: names.project(each) })}</span>
                <input
                  type="checkbox"
                  checked={chosen.has(each.responseId)}
                  onChange={() => choose(each.responseId)}
                  className="size-4 accent-accent"
                />
              </label>
            )}
            <QueueRow row={each} current={index === at} onChoose={() => move(index)} />
          </li>
        ))}
      </ol>
      {several.length > 1 ? (
        <SeveralBar
          responseIds={several.map(({ responseId }) => responseId)}
          verdict={verdict}
          onVerdict={setVerdict}
          onDone={() => {
            setVerdict(undefined);
            setChosen(new Set());
          }}
        />
      ) : row ? (
        <ReviewDetail
          key={row.responseId}
          row={row}
          isOpen={isOpen}
          verdict={verdict}
          onVerdict={setVerdict}
        />
      ) : null}
    </div>
  );
}

function QueueRow({
  row,
  current,
  onChoose,
}: {
  readonly row: ShownResponse;
  readonly current: boolean;
  readonly onChoose: () => void;
}) {
  const t = useTranslations("quality");
  const names = useNames();
  const modeName = useModeNames();
  const nameOf = useQualityNames();
  return (
    <button
      type="button"
      aria-current={current ? "true" : undefined}
      onClick={onChoose}
      className={classNames(
        "flex min-w-0 grow flex-wrap items-center gap-x-2 gap-y-1 px-4 py-2 text-left text-13 outline-offset-[-2px]",
        current ? "bg-accent-soft" : "hover:bg-sunken",
      )}
    >
      <span className="font-semibold whitespace-nowrap">{names.project(row)}</span>
      <span className="text-12 text-ink-3">
        {names.phase(row.phase)} · {modeName(row.mode)} · {formatMoment(row.submittedAt)}
      </span>
      <span className="grow" />
      {row.quality === "excluded" && <Tag tone="urgent">{t("isolated")}</Tag>}
      {row.proposal && <Tag tone="current">{t("proposed")}</Tag>}
      {row.marks.map(({ code }) => (
        <Tag key={code} tone="attention">
          {nameOf(code)}
        </Tag>
      ))}
    </button>
  );
}
