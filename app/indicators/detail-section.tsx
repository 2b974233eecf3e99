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
      <h3 className="mb-1.5 flex flex-wrap items-baseline gap-x-2 text-13 font-semibold">
        {title}
        {note && <span className="text-12 font-normal text-ink-3">{note}</span>}
      </h3>
      {children}
    </section>
  );
}
