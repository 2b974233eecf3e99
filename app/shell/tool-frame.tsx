"use client";

import { type ReactNode, useRef } from "react";
import { Alive } from "../components/alive.tsx";
import { classNames } from "../components/class-names.ts";
import { useRoomBeside } from "./use-room-beside.ts";

/**
 * A page whose content fills the window and scrolls inside, with a drawer over its right side. On a phone it is an ordinary page.
 * The drawer stands before the content makes room for it: a wide table takes long to be laid out anew.
 */
export function ToolFrame({
  bar,
  beside,
  opened = false,
  children,
}: {
  readonly bar: ReactNode;
  readonly beside?: ReactNode;
  /** Whether something stands beside the content. */
  readonly opened?: boolean;
  readonly children: ReactNode;
}) {
  const frame = useRef<HTMLDivElement>(null);
  const room = useRoomBeside(opened, frame);
  return (
    <div className="flex grow flex-col md:h-dvh md:grow-0 md:overflow-hidden print:h-auto print:overflow-visible">
      <header className="flex min-h-[52px] shrink-0 flex-wrap items-center gap-x-2 gap-y-1.5 border-b border-line bg-surface px-4 py-2 md:px-6">
        <Alive>{bar}</Alive>
      </header>
      <div
        ref={frame}
        className={classNames("relative flex min-h-0 grow", room && "xl:pr-[416px] print:pr-0")}
      >
        <main id="content" tabIndex={-1} className="flex min-w-0 grow flex-col px-4 pt-2 pb-2.5 outline-none">
          {children}
        </main>
        {beside}
      </div>
    </div>
  );
}
