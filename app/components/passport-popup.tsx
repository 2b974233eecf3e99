"use client";

import { type KeyboardEvent, type RefObject, useRef } from "react";
import { createPortal } from "react-dom";
import { useTranslations } from "use-intl";
import type { PassportView } from "#server/indicators/reading-view.ts";
import { PassportDetails } from "./passport-details.tsx";
import type { PassportFile } from "./passport-file.ts";
import { PassportFileButton } from "./passport-file-button.tsx";
import { portalHome } from "./portal-home.ts";
import { useBeside } from "./use-beside.ts";

function itself(box: HTMLElement): HTMLElement {
  return box;
}

/** What lies behind a number, beside the button that asks for it. Escape gives the focus back; a press elsewhere, or going on, closes. */
export function PassportPopup({
  passport,
  file,
  anchor,
  onClose,
}: {
  readonly passport: PassportView;
  readonly file: PassportFile | undefined;
  /** The button it belongs to. */
  readonly anchor: RefObject<HTMLElement | null>;
  readonly onClose: () => void;
}) {
  const t = useTranslations("passport");
  const box = useRef<HTMLDivElement>(null);
  useBeside(box, anchor, { first: itself, onClose, above: true });

  function onKeyDown(event: KeyboardEvent) {
    if (event.key !== "Escape") return;
    // this closes, and not also the drawer behind it
    event.preventDefault();
    event.stopPropagation();
    anchor.current?.focus({ preventScroll: true });
    onClose();
  }

  return createPortal(
    <div
      ref={box}
      role="dialog"
      data-beside
      tabIndex={-1}
      aria-label={t("title")}
      onKeyDown={onKeyDown}
      onBlur={({ relatedTarget, currentTarget }) => {
        if (relatedTarget && relatedTarget !== anchor.current && !currentTarget.contains(relatedTarget))
          onClose();
      }}
      className="scroll-quiet fixed top-0 left-0 z-50 w-[min(400px,calc(100vw-24px))] overflow-y-auto rounded-panel border border-line bg-raised p-4 shadow-2 outline-none print:hidden"
    >
      <PassportDetails passport={passport} />
      {file && (
        <div className="mt-3 border-t border-line pt-3">
          <PassportFileButton file={file} />
        </div>
      )}
    </div>,
    portalHome(anchor.current) ?? document.body,
  );
}
