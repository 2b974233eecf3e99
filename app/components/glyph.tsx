import type { LucideIcon } from "lucide-react";
import { classNames } from "./class-names.ts";

/** Icons accompany words; they are never the message, so assistive technology passes over them. */
export function Icon({
  of: Drawing,
  size = 16,
  className,
}: {
  readonly of: LucideIcon;
  readonly size?: number;
  readonly className?: string;
}) {
  return (
    <Drawing
      aria-hidden
      width={size}
      height={size}
      strokeWidth={1.6}
      className={classNames("shrink-0", className)}
    />
  );
}

/** The filled triangle of a significant difference. */
export function Arrow({ up, className }: { readonly up: boolean; readonly className?: string }) {
  return (
    <svg
      aria-hidden="true"
      viewBox="0 0 10 10"
      className={classNames("inline-block shrink-0 fill-current", className ?? "size-2.5")}
    >
      <path d={up ? "M5 1 9.5 9H.5z" : "M5 9 .5 1h9z"} />
    </svg>
  );
}
