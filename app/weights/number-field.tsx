"use client";

import { useState } from "react";
import { useTranslations } from "use-intl";
import { TextField } from "../components/text-field.tsx";

/** A number with a visible label; what is no number is not taken over. */
export function NumberField({
  label,
  hint,
  value,
  disabled = false,
  onChange,
}: {
  readonly label: string;
  readonly hint?: string;
  readonly value: number;
  readonly disabled?: boolean;
  readonly onChange: (value: number) => void;
}) {
  const t = useTranslations("weights");
  const [typed, setTyped] = useState<string>();
  const wrong = typed !== undefined && (typed.trim() === "" || !Number.isFinite(Number(typed)));
  return (
    <TextField
      label={label}
      hint={hint}
      inputMode="decimal"
      disabled={disabled}
      error={wrong ? t("noNumber", { value: String(value) }) : undefined}
      value={typed ?? String(value)}
      onChange={(event) => {
        setTyped(event.target.value);
        const next = Number(event.target.value);
        if (event.target.value.trim() !== "" && Number.isFinite(next)) onChange(next);
      }}
      onBlur={() => setTyped(undefined)}
    />
  );
}
