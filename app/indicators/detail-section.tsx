import type { ReactNode } from "react";

/** A part of the detail under a hairline: its title, what qualifies it, and at the right what changes how it is seen. */
export function DetailSection({
  title,
  note,
  switches,
  children,
}: {
  readonly title: string;
  readonly note?: ReactNode;
  readonly switches?: ReactNode;
  readonly children: ReactNode;
}) {
  return (
    <section className="mt-3 border-t border-line pt-2.5">
      <div className="mb-1.5 flex flex-wrap items-baseline gap-x-2">
        <h3 className="text-13 font-semibold">{title}</h3>
        {note && <span className="text-12 text-ink-3">{note}</span>}
        {switches && <span className="ml-auto flex items-center gap-2">{switches}</span>}
      </div>
      {children}
    </section>
  );
}
