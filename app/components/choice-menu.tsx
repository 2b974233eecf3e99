"use client";

import { Check } from "lucide-react";
import { type KeyboardEvent, type RefObject, useRef } from "react";
import { createPortal } from "react-dom";
import { Icon } from "./glyph.tsx";
import { portalHome } from "./portal-home.ts";
import { useBeside } from "./use-beside.ts";

export type Choice = {
  readonly value: string;
  readonly label: string;
  /** A few words to the right: the state of a wave, a count. */
  readonly note?: string;
};

function firstChoice(menu: HTMLElement): HTMLElement | null {
  return menu.querySelector<HTMLElement>("[aria-checked=true]") ?? menu.querySelector("button");
}

/**
 * The choices of a chip, beside it. A bar has ten chips and most presses of a screen begin with one, so it is no more than a list
 * that keeps the rules of a menu: arrows, Home and End move, letters find, Enter takes, Escape and Tab give the focus back,
 * a press elsewhere closes.
 */
export function ChoiceMenu({
  id,
  name,
  anchor,
  value,
  choices,
  onChoose,
  onClose,
}: {
  readonly id: string;
  readonly name: string;
  /** The button it belongs to. */
  readonly anchor: RefObject<HTMLElement | null>;
  readonly value: string;
  readonly choices: readonly Choice[];
  readonly onChoose: (value: string) => void;
  readonly onClose: () => void;
}) {
  const menu = useRef<HTMLDivElement>(null);

  useBeside(menu, anchor, { first: firstChoice, onClose });

  function leave() {
    anchor.current?.focus({ preventScroll: true });
    onClose();
  }

  function onKeyDown(event: KeyboardEvent) {
    const { key } = event;
    if (key === "Tab") return leave();
    const items: Element[] = [...(menu.current?.querySelectorAll("button") ?? [])];
    const at = document.activeElement ? items.indexOf(document.activeElement) : -1;
    let next: Element | undefined;
    if (key === "Escape") leave();
    else if (key === "ArrowDown") next = items[Math.min(at + 1, items.length - 1)];
    else if (key === "ArrowUp") next = items[Math.max(at - 1, 0)];
    else if (key === "Home") next = items[0];
    else if (key === "End") next = items.at(-1);
    else if (key.length === 1 && key !== " " && !event.ctrlKey && !event.metaKey && !event.altKey)
      next = [...items.slice(at + 1), ...items].find((item) =>
        (item.textContent ?? "").trim().toLowerCase().startsWith(key.toLowerCase()),
      );
    else return;
    // Escape closes the menu and not also the drawer behind it
    event.preventDefault();
    event.stopPropagation();
    if (next instanceof HTMLElement) next.focus();
  }

  return createPortal(
    <div
      ref={menu}
      id={id}
      role="menu"
      data-beside
      tabIndex={-1}
      aria-label={name}
      aria-orientation="vertical"
      onKeyDown={onKeyDown}
      className="scroll-quiet fixed top-0 left-0 z-50 max-w-[calc(100vw-16px)] min-w-40 overflow-y-auto rounded-panel border border-line bg-raised p-1 shadow-2 print:hidden"
    >
      {choices.map((choice) => (
        <button
          key={choice.value}
          type="button"
          role="menuitemradio"
          aria-checked={choice.value === value}
          tabIndex={-1}
          onPointerMove={({ currentTarget }) => currentTarget.focus({ preventScroll: true })}
          onClick={() => {
            leave();
            onChoose(choice.value);
          }}
          className="target-44 flex min-h-8 w-full items-center gap-2 rounded-ctl py-1 pr-3 pl-2 text-left text-13 outline-none focus:bg-accent-soft"
        >
          <span className="size-4">
            {choice.value === value && <Icon of={Check} className="text-accent" />}
          </span>
          <span className="whitespace-nowrap">{choice.label}</span>
          {choice.note && (
            <span className="ml-auto pl-4 text-12 whitespace-nowrap text-ink-3">{choice.note}</span>
          )}
        </button>
      ))}
    </div>,
    portalHome(anchor.current) ?? document.body,
  );
}
