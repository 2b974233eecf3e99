"use client";

import { Dialog } from "radix-ui";
import type { ReactNode } from "react";
import { classNames } from "./class-names.ts";

/**
 * A modal dialog. Its overlay is our own element: the library's writes a style element into the document, which the
 * content policy forbids.
 */
export function PageDialog({
  open,
  onOpenChange,
  title,
  titleHidden = false,
  description,
  side = "center",
  children,
}: {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  readonly title: string;
  readonly titleHidden?: boolean;
  readonly description?: string;
  readonly side?: "center" | "right" | "left" | "top";
  readonly children: ReactNode;
}) {
  return (
    <Dialog.Root open={open} onOpenChange={onOpenChange}>
      <Dialog.Portal>
        <div data-holds-page className="fixed inset-0 z-40 bg-black/40" aria-hidden="true" />
        <Dialog.Content
          {...(description ? {} : { "aria-describedby": undefined })}
          onOpenAutoFocus={(event) => {
            if (side !== "left" && side !== "right") return;
            event.preventDefault();
            if (event.currentTarget instanceof HTMLElement) event.currentTarget.focus();
          }}
          onEscapeKeyDown={(event) => {
            // closes what stands beside a button in here first
            if (document.querySelector("[data-beside]")) event.preventDefault();
          }}
          className={classNames(
            "slide-in fixed z-50 flex flex-col bg-raised shadow-3 outline-none",
            side === "center" &&
              "top-1/2 left-1/2 max-h-[90dvh] w-[min(480px,calc(100vw-32px))] -translate-x-1/2 -translate-y-1/2 overflow-y-auto rounded-panel p-5",
            side === "top" &&
              "top-[12vh] left-1/2 max-h-[76dvh] w-[min(560px,calc(100vw-24px))] -translate-x-1/2 overflow-hidden rounded-panel",
            side === "right" && "inset-y-0 right-0 w-[min(416px,100vw)] overflow-y-auto border-l border-line",
            side === "left" && "inset-y-0 left-0 w-[min(304px,88vw)] overflow-y-auto border-r border-line",
          )}
        >
          <Dialog.Title className={titleHidden ? "sr-only" : "text-15 font-semibold"}>{title}</Dialog.Title>
          {description && (
            <Dialog.Description className="mt-1 text-13 text-ink-2">{description}</Dialog.Description>
          )}
          {children}
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
