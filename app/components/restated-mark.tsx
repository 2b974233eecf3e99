"use client";

import { type KeyboardEvent, type RefObject, useCallback, useId, useRef, useState } from "react";
import { createPortal } from "react-dom";
import { useTranslations } from "use-intl";
import type { PassportView } from "#server/indicators/reading-view.ts";
import { formatMoment, formatValue } from "../format.ts";
import { portalHome } from "./portal-home.ts";
import { useBeside } from "./use-beside.ts";

type Restating = Pick<PassportView, "definition" | "restatedFrom" | "restated">;

/** A superscript beside a number that is shown under another rule than that of its time: what it was, since when, and why. */
export function RestatedMark({ passport }: { readonly passport: Restating }) {
  const t = useTranslations("rule");
  const id = useId();
  const [open, setOpen] = useState(false);
  const close = useCallback(() => setOpen(false), []);
  const mark = useRef<HTMLButtonElement>(null);
  if (passport.restatedFrom === null) return null;
  const title = t("restated", { version: passport.definition.version, from: passport.restatedFrom });

  function onKeyDown(event: KeyboardEvent) {
    if (event.key !== "Escape" || !open) return;
    event.preventDefault();
    event.stopPropagation();
    close();
  }

  return (
    <>
      <button
        ref={mark}
        type="button"
        aria-label={title}
        aria-describedby={open ? id : undefined}
        onPointerEnter={() => setOpen(true)}
        onPointerLeave={({ pointerType }) => pointerType === "mouse" && close()}
        onFocus={() => setOpen(true)}
        onBlur={close}
        onClick={() => setOpen(true)}
        onKeyDown={onKeyDown}
        className="target-44 px-0.5 text-accent"
      >
        <sup aria-hidden="true">{t("mark")}</sup>
      </button>
      {open && <RestatedNote id={id} title={title} passport={passport} anchor={mark} onClose={close} />}
    </>
  );
}

function nothing(): null {
  return null;
}

function RestatedNote({
  id,
  title,
  passport: { restated },
  anchor,
  onClose,
}: {
  readonly id: string;
  readonly title: string;
  readonly passport: Restating;
  readonly anchor: RefObject<HTMLButtonElement | null>;
  readonly onClose: () => void;
}) {
  const t = useTranslations("rule");
  const box = useRef<HTMLDivElement>(null);
  useBeside(box, anchor, { first: nothing, onClose });
  return createPortal(
    <div
      ref={box}
      id={id}
      role="tooltip"
      className="fixed top-0 left-0 z-50 w-[min(300px,calc(100vw-24px))] overflow-y-auto rounded-panel border border-line bg-raised px-3 py-2 text-13 font-normal text-ink shadow-2 print:hidden"
    >
      <p>{title}</p>
      {restated && (
        <p className="text-ink-2">
          {restated.value === null
            ? t("wasHidden")
            : t("was", { value: formatValue(restated.value, restated.unit) })}
          {restated.publishedAt && t("since", { date: formatMoment(restated.publishedAt) })}
        </p>
      )}
      {restated && (
        <p className="text-ink-2">{restated.note ? t("why", { note: restated.note }) : t("noWhy")}</p>
      )}
    </div>,
    portalHome(anchor.current) ?? document.body,
  );
}
