import type { ReactNode } from "react";
import { Alive } from "../components/alive.tsx";
import { classNames } from "../components/class-names.ts";

/** A page inside the shell: a bar on top with where one is and what is filtered, the content below. */
export function PageFrame({
  bar,
  children,
  className,
}: {
  readonly bar: ReactNode;
  readonly children: ReactNode;
  readonly className?: string;
}) {
  return (
    <>
      <header className="flex min-h-[52px] shrink-0 flex-wrap items-center gap-x-2 gap-y-1.5 border-b border-line bg-surface px-4 py-2 md:px-6 md:pr-[max(1.5rem,calc(100%-1640px+1.5rem))]">
        <Alive>{bar}</Alive>
      </header>
      <main
        id="content"
        tabIndex={-1}
        className={classNames(
          "flex w-full max-w-[1640px] grow scroll-mt-4 flex-col gap-3 px-4 pt-3.5 pb-2 outline-none md:px-6",
          className,
        )}
      >
        <Alive>{children}</Alive>
      </main>
    </>
  );
}

/**
 * The filters of a page: at the right of its bar, on a phone a line of their own that can be pushed along.
 * @param many whether they need a line of their own on a desk too
 */
export function BarFilters({
  children,
  many = false,
}: {
  readonly children: ReactNode;
  readonly many?: boolean;
}) {
  return (
    <div
      className={classNames(
        "scroll-quiet relative flex items-center gap-2 max-md:order-last max-md:-mx-4 max-md:w-screen max-md:overflow-x-auto max-md:px-4 max-md:pb-1 md:flex-wrap print:mx-0! print:w-full! print:flex-wrap print:justify-start! print:overflow-visible! print:px-0!",
        many ? "md:w-full" : "md:justify-end",
      )}
    >
      {children}
    </div>
  );
}

/** What is done with a whole page (kept, taken along, passed on, printed): last in its bar, on a phone beside the name of the unit. */
export function BarTools({ children }: { readonly children: ReactNode }) {
  return <span className="ml-auto flex shrink-0 gap-1 print:hidden">{children}</span>;
}

/** The name of a page that is not about one unit. */
export function PageName({ children, note }: { readonly children: ReactNode; readonly note?: ReactNode }) {
  return (
    <>
      <span className="text-16 font-semibold whitespace-nowrap">{children}</span>
      {note && <span className="text-13 text-ink-3">{note}</span>}
    </>
  );
}
