"use client";

import { ChevronDown, X } from "lucide-react";
import { memo, useCallback, useEffect, useId, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import { type Choice, ChoiceMenu } from "./choice-menu.tsx";
import { classNames } from "./class-names.ts";
import { Icon } from "./glyph.tsx";

export type ChoiceChipProps = {
  /** What is chosen: 期次, 阶段, 对比 … */
  readonly name: string;
  readonly value: string;
  /** The choice that needs no mention; any other turns the chip indigo and gives it a ×. */
  readonly fallback?: string;
  readonly choices: readonly Choice[];
  readonly onChoose: (value: string) => void;
};

/** A filter as `键 值 ▾`: shows what holds, opens the choices, and takes an unusual one back with ×. */
export function ChoiceChip({ onChoose, ...shown }: ChoiceChipProps) {
  const latest = useRef(onChoose);
  useEffect(() => {
    latest.current = onChoose;
  }, [onChoose]);
  const choose = useCallback((value: string) => latest.current(value), []);
  return <Chip {...shown} onChoose={choose} />;
}

function sameChoices(a: readonly Choice[], b: readonly Choice[]): boolean {
  return (
    a.length === b.length &&
    a.every(({ value, label, note }, at) => {
      const other = b[at];
      return other?.value === value && other.label === label && other.note === note;
    })
  );
}

/** A bar has ten of them, and each choice in one would draw the menus of all anew. */
const Chip = memo(ChipAsIs, ({ choices: was, ...before }, { choices: is, ...after }) => {
  const same = before.name === after.name && before.value === after.value;
  return same && before.fallback === after.fallback && sameChoices(was, is);
});

function ChipAsIs({ name, value, fallback, choices, onChoose }: ChoiceChipProps) {
  const t = useTranslations("filter");
  const [open, setOpen] = useState(false);
  const close = useCallback(() => setOpen(false), []);
  const button = useRef<HTMLButtonElement>(null);
  const menu = useId();
  const label = choices.find((choice) => choice.value === value)?.label ?? value;
  const unusual = fallback !== undefined && value !== fallback;
  return (
    <span
      className={classNames(
        "inline-flex shrink-0 items-stretch rounded-ctl border text-13 whitespace-nowrap",
        unusual ? "border-accent-line bg-accent-soft text-accent" : "border-line bg-surface text-ink",
      )}
    >
      <button
        ref={button}
        type="button"
        aria-haspopup="menu"
        aria-expanded={open}
        aria-controls={open ? menu : undefined}
        onClick={() => setOpen(!open)}
        onKeyDown={(event) => {
          if (event.key !== "ArrowDown") return;
          event.preventDefault();
          setOpen(true);
        }}
        className="target-44 inline-flex h-[26px] items-center gap-1 rounded-ctl px-2.5 hover:bg-sunken/60"
      >
        <span className={unusual ? undefined : "text-ink-3"}>{name}</span>
        <span>{label}</span>
        {!unusual && <Icon of={ChevronDown} size={14} className="text-ink-3 print:hidden" />}
      </button>
      {open && (
        <ChoiceMenu
          id={menu}
          name={name}
          anchor={button}
          value={value}
          choices={choices}
          onChoose={onChoose}
          onClose={close}
        />
      )}
      {unusual && (
        <button
          type="button"
          aria-label={t("clear", { name })}
          onClick={() => onChoose(fallback)}
          className="target-44 inline-flex items-center rounded-ctl px-1.5 hover:bg-accent-line/40 print:hidden"
        >
          <Icon of={X} size={14} className="mx-auto" />
        </button>
      )}
    </span>
  );
}
