import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";
import { classNames } from "./class-names.ts";
import { Icon } from "./glyph.tsx";

/** Nothing to show, something failed, or the line is down: what happened, what is safe, and the next step. */
export function Notice({
  icon,
  tone = "plain",
  title,
  children,
  action,
  heading: Heading = "h2",
}: {
  readonly icon: LucideIcon;
  readonly tone?: "plain" | "danger";
  readonly title: string;
  readonly children?: ReactNode;
  readonly action?: ReactNode;
  /** `h1` where the notice is all there is on the page. */
  readonly heading?: "h1" | "h2" | "h3";
}) {
  return (
    <div
      role={tone === "danger" ? "alert" : undefined}
      className="mx-auto flex max-w-md flex-col items-center gap-2 px-6 py-10 text-center"
    >
      <span
        className={classNames(
          "grid size-9 place-items-center rounded-full",
          tone === "danger" ? "bg-danger-soft text-danger" : "bg-sunken text-ink-3",
        )}
      >
        <Icon of={icon} />
      </span>
      <Heading className="text-15 font-semibold">{title}</Heading>
      {children && <div className="text-13 text-ink-2">{children}</div>}
      {action && <div className="mt-1 flex flex-wrap justify-center gap-2">{action}</div>}
    </div>
  );
}
