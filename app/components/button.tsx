import { Slot } from "radix-ui";
import type { ComponentProps } from "react";
import { classNames } from "./class-names.ts";

const KIND = {
  primary:
    "border-accent bg-accent font-semibold text-on-accent hover:border-accent-press hover:bg-accent-press",
  secondary: "border-line-ctl bg-surface text-ink hover:bg-sunken",
  quiet: "border-transparent bg-transparent text-ink-2 hover:bg-sunken",
  danger: "border-danger bg-surface text-danger hover:bg-danger-soft",
} as const;

const SIZE = {
  small: "h-7 px-2.5 text-13",
  normal: "h-8 px-3 text-14",
  touch: "h-11 px-4 text-14 rounded-panel",
} as const;

export type ButtonProps = ComponentProps<"button"> & {
  readonly kind?: keyof typeof KIND;
  readonly size?: keyof typeof SIZE;
  /** Draws the only child (a link) as a button. */
  readonly asChild?: boolean;
};

/** One primary button a screen; everything else is secondary or quiet. */
export function Button({
  kind = "secondary",
  size = "normal",
  asChild = false,
  className,
  ...rest
}: ButtonProps) {
  const Element = asChild ? Slot.Root : "button";
  return (
    <Element
      {...(asChild ? {} : { type: "button" as const })}
      {...rest}
      className={classNames(
        "target-44 inline-flex shrink-0 items-center justify-center gap-1.5 rounded-ctl border whitespace-nowrap transition-colors duration-[120ms] print:hidden",
        "disabled:border-line disabled:bg-sunken disabled:text-ink-4",
        KIND[kind],
        SIZE[size],
        className,
      )}
    />
  );
}

/** A square button whose words are for assistive technology and the tooltip. */
export function IconButton({ label, ...rest }: ButtonProps & { readonly label: string }) {
  return (
    <Button
      kind="quiet"
      size="small"
      {...rest}
      aria-label={label}
      title={label}
      className={classNames("w-8 px-0", rest.className)}
    />
  );
}
