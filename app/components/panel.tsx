import type { ReactNode } from "react";
import { classNames } from "./class-names.ts";

/** A surface with a hairline; panels do not float and do not hold panels. */
export function Panel({
  children,
  className,
  labelledBy,
}: {
  readonly children: ReactNode;
  readonly className?: string;
  readonly labelledBy?: string;
}) {
  return (
    <section
      aria-labelledby={labelledBy}
      className={classNames("min-w-0 rounded-panel border border-line bg-surface", className)}
    >
      {children}
    </section>
  );
}

/** The line over a panel: its title, what qualifies it, and on the right a note or a link. */
export function PanelHeader({
  id,
  title,
  beside,
  children,
}: {
  readonly id: string;
  readonly title: ReactNode;
  readonly beside?: ReactNode;
  readonly children?: ReactNode;
}) {
  return (
    <div className="flex flex-wrap items-center gap-x-2 gap-y-1 px-4 pt-[11px] pb-[7px]">
      <h2 id={id} className="text-15 font-semibold">
        {title}
      </h2>
      {beside}
      {children && (
        <span className="ml-auto flex flex-wrap items-center justify-end gap-x-2 gap-y-1">{children}</span>
      )}
    </div>
  );
}
