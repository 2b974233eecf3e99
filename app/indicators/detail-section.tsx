import type { ReactNode } from "react";

/** A part of the detail under a hairline. */
export function DetailSection({
  title,
  note,
  children,
}: {
  readonly title: string;
  readonly note?: ReactNode;
  readonly children: ReactNode;
}) {
  return (
    <section className="mt-3 border-t border-line pt-2.5">
      <div className="mb-1.5 flex flex-wrap items-baseline gap-x-2">
        <h3 className="text-13 font-semibold">{title}</h3>
        {note && <span className="text-12 text-ink-3">{note}</span>}
      </div>
      {children}
    </section>
  );
}
