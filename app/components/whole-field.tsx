"use client";

import { type ComponentProps, useId } from "react";
import { WholeInput } from "./whole-input.tsx";

/** A whole number within bounds with its label before it. */
export function WholeField({
  label,
  ...rest
}: { readonly label: string } & Omit<ComponentProps<typeof WholeInput>, "id" | "className">) {
  const id = useId();
  return (
    <span className="inline-flex items-center gap-2 text-13">
      <label htmlFor={id}>{label}</label>
      <WholeInput
        {...rest}
        id={id}
        className="h-8 w-20 rounded-ctl border border-line-ctl bg-surface px-2 max-md:h-11 max-md:text-16"
      />
    </span>
  );
}
