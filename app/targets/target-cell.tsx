"use client";

import { type KeyboardEvent, type ReactNode, type RefObject, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import type { ReadingUnit } from "#server/indicators/reading-view.ts";
import { classNames } from "../components/class-names.ts";
import { formatValue, NOTHING } from "../format.ts";

/** `72`, `72.5`, `−5` as a number; null for nothing, undefined for what is none or out of range. */
export function enteredTarget(
  text: string,
  [least, most]: readonly [number, number],
): number | null | undefined {
  const plain = text
    .trim()
    .replaceAll("\u2212", "-")
    .replace(/[%％]$/, "");
  if (plain === "") return null;
  if (!/^[+-]?\d+(\.\d+)?$/.test(plain)) return undefined;
  const value = Number(plain);
  return value >= least && value <= most ? value : undefined;
}

/**
 * A target that can be written over in place: Enter or leaving saves, Esc leaves it as it was, an empty field takes it away.
 * What a unit takes over from above is grey.
 */
export function TargetCell({
  own,
  inherited,
  unit,
  range,
  label,
  editable,
  hint,
  onSave,
}: {
  readonly own: number | null;
  readonly inherited: number | null;
  readonly unit: ReadingUnit;
  readonly range: readonly [number, number];
  readonly label: string;
  readonly editable: boolean;
  /** Beside the field while it is open, with what is wrong in it. */
  readonly hint?: (field: RefObject<HTMLInputElement | null>, wrong: string | undefined) => ReactNode;
  readonly onSave: (value: number | null) => void;
}) {
  const t = useTranslations("targets");
  const [draft, setDraft] = useState<string>();
  const input = useRef<HTMLInputElement>(null);
  const shown = own ?? inherited;
  const text = shown === null ? NOTHING : formatValue(shown, unit);
  const tone = own === null ? "text-ink-3" : "font-semibold";
  if (!editable) return <span className={tone}>{text}</span>;
  if (draft === undefined)
    return (
      <button
        type="button"
        aria-label={t(own === null ? (shown === null ? "cellNone" : "cellInherited") : "cellOwn", {
          name: label,
          value: text,
        })}
        onClick={() => setDraft(own === null ? "" : String(own))}
        className={classNames(
          "target-44 h-7 w-full rounded-ctl border border-transparent px-2 text-right hover:border-line-ctl hover:bg-sunken",
          tone,
        )}
      >
        {text}
      </button>
    );
  const entered = enteredTarget(draft, range);
  const finish = () => {
    if (entered === undefined) return;
    setDraft(undefined);
    if (entered !== own) onSave(entered);
  };
  const keys = (event: KeyboardEvent) => {
    if (event.key === "Enter") finish();
    if (event.key === "Escape") setDraft(undefined);
  };
  return (
    <>
      <input
        // the field takes the place of the button that was just pressed
        ref={(field) => {
          input.current = field;
          if (field && document.activeElement !== field) field.focus();
        }}
        value={draft}
        inputMode="decimal"
        aria-label={t("enter", { name: label, least: range[0], most: range[1] })}
        aria-invalid={entered === undefined}
        onChange={(event) => setDraft(event.target.value)}
        onKeyDown={keys}
        onBlur={() => (entered === undefined ? setDraft(undefined) : finish())}
        className={classNames(
          "target-44 h-7 w-full min-w-16 rounded-ctl border bg-surface px-2 text-right",
          entered === undefined ? "border-danger" : "border-accent",
        )}
      />
      {hint?.(input, entered === undefined ? t("needValue", { least: range[0], most: range[1] }) : undefined)}
    </>
  );
}
