"use client";

import { Check, ChevronDown, X } from "lucide-react";
import { DropdownMenu } from "radix-ui";
import { memo, useCallback, useEffect, useRef } from "react";
import { useTranslations } from "use-intl";
import { classNames } from "./class-names.ts";
import { Icon } from "./glyph.tsx";
import { portalHome } from "./portal-home.ts";

type Choice = {
  readonly value: string;
  readonly label: string;
  /** A few words to the right: the state of a wave, a count. */
  readonly note?: string;
};

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
  const label = choices.find((choice) => choice.value === value)?.label ?? value;
  const unusual = fallback !== undefined && value !== fallback;
  return (
    <span
      className={classNames(
        "inline-flex shrink-0 items-stretch rounded-ctl border text-13 whitespace-nowrap",
        unusual ? "border-accent-line bg-accent-soft text-accent" : "border-line bg-surface text-ink",
      )}
    >
      <DropdownMenu.Root modal={false}>
        <DropdownMenu.Trigger className="target-44 inline-flex h-[26px] items-center gap-1 rounded-ctl px-2.5 hover:bg-sunken/60">
          <span className={unusual ? undefined : "text-ink-3"}>{name}</span>
          <span>{label}</span>
          {!unusual && <Icon of={ChevronDown} size={14} className="text-ink-3 print:hidden" />}
        </DropdownMenu.Trigger>
        <DropdownMenu.Portal container={portalHome()}>
          <DropdownMenu.Content
            align="start"
            sideOffset={4}
            collisionPadding={8}
            className="slide-in scroll-quiet z-50 max-h-(--radix-dropdown-menu-content-available-height) min-w-40 overflow-y-auto rounded-panel border border-line bg-raised p-1 shadow-2"
          >
            <DropdownMenu.RadioGroup value={value} onValueChange={onChoose}>
              {choices.map((choice) => (
                <DropdownMenu.RadioItem
                  key={choice.value}
                  value={choice.value}
                  className="target-44 flex min-h-8 cursor-pointer items-center gap-2 rounded-ctl py-1 pr-3 pl-2 text-13 outline-none data-[highlighted]:bg-accent-soft"
                >
                  <span className="size-4">
                    <DropdownMenu.ItemIndicator>
                      <Icon of={Check} className="text-accent" />
                    </DropdownMenu.ItemIndicator>
                  </span>
                  <span className="whitespace-nowrap">{choice.label}</span>
                  {choice.note && (
                    <span className="ml-auto pl-4 text-12 whitespace-nowrap text-ink-3">{choice.note}</span>
                  )}
                </DropdownMenu.RadioItem>
              ))}
            </DropdownMenu.RadioGroup>
          </DropdownMenu.Content>
        </DropdownMenu.Portal>
      </DropdownMenu.Root>
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
