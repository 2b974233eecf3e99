import type { ReactNode } from "react";

/** A page whose content fills the window and scrolls inside, with room for a drawer beside it. On a phone it is an ordinary page. */
export function ToolFrame({
  bar,
  beside,
  children,
}: {
  readonly bar: ReactNode;
  readonly beside?: ReactNode;
  readonly children: ReactNode;
}) {
  return (
    <div className="flex grow flex-col md:h-dvh md:grow-0 md:overflow-hidden print:h-auto print:overflow-visible">
      <header className="flex min-h-[52px] shrink-0 flex-wrap items-center gap-x-2 gap-y-1.5 border-b border-line bg-surface px-4 py-2 md:px-6">
        {bar}
      </header>
      <div className="flex min-h-0 grow">
        <main id="content" tabIndex={-1} className="flex min-w-0 grow flex-col px-4 pt-2 pb-2.5 outline-none">
          {children}
        </main>
        {beside}
      </div>
    </div>
  );
}
