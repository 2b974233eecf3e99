"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { X } from "lucide-react";
import { type ReactNode, useDeferredValue, useEffect, useRef } from "react";
import { useTranslations } from "use-intl";
import type { CellQuery } from "#server/indicators/query.ts";
import type { CellView } from "#server/indicators/views.ts";
import { BusyBox } from "../components/busy-box.tsx";
import { IconButton } from "../components/button.tsx";
import { CopyLink } from "../components/copy-link.tsx";
import { FailureNotice } from "../components/failure-notice.tsx";
import { Icon } from "../components/glyph.tsx";
import { PageDialog } from "../components/page-dialog.tsx";
import { Bone, Skeleton } from "../components/skeleton.tsx";
import { useAtLeast } from "../components/use-at-least.ts";
import { useNames } from "../language/use-names.ts";
import { useTRPC } from "../trpc/client.tsx";
import { useKeptAnswer } from "../trpc/use-kept-answer.ts";
import { DetailContent } from "./detail-content.tsx";

/** From this width the detail stands beside the table, which stays usable; below it lies over the page. */
const BESIDE = 1280;

export type DetailDrawerProps = {
  readonly query: CellQuery;
  /** The unit the table is about. */
  readonly home: number;
  /** Whether the focus goes into the drawer, because a key opened it. */
  readonly takesFocus: boolean;
  readonly onClose: () => void;
};

/** The opened cell. Esc closes it. */
export function DetailDrawer({ query, home, takesFocus, onClose }: DetailDrawerProps) {
  const t = useTranslations("detail");
  const beside = useAtLeast(BESIDE);
  const body = <DetailBody query={query} home={home} onClose={onClose} titled={beside} />;
  if (beside) {
    return (
      <Beside label={t("label")} takesFocus={takesFocus} onClose={onClose}>
        {body}
      </Beside>
    );
  }
  return (
    <PageDialog open onOpenChange={(open) => open || onClose()} title={t("label")} titleHidden side="right">
      <div className="px-5 pt-3.5 pb-6">{body}</div>
    </PageDialog>
  );
}

function DetailBody({
  query,
  home,
  onClose,
  titled,
}: Omit<DetailDrawerProps, "takesFocus"> & { readonly titled: boolean }) {
  const trpc = useTRPC();
  const answer = useQuery(trpc.indicators.cell.queryOptions(query, { placeholderData: keepPreviousData }));
  const { error, refetch } = answer;
  const { view, waiting } = useKeptAnswer(answer);
  return (
    <>
      <DetailHead view={view} onClose={onClose} titled={titled} />
      {view ? (
        <BusyBox busy={waiting}>
          <DetailContent view={view} home={home} />
        </BusyBox>
      ) : error ? (
        <FailureNotice error={error} onRetry={refetch} heading="h3" />
      ) : (
        <Skeleton page={false} className="mt-3 flex flex-col gap-3">
          <Bone className="h-10 w-40" />
          <Bone className="mt-4 h-36" />
          <Bone className="mt-4 h-36" />
        </Skeleton>
      )}
    </>
  );
}

function Beside({
  label,
  takesFocus,
  onClose,
  children,
}: {
  readonly label: string;
  readonly takesFocus: boolean;
  readonly onClose: () => void;
  readonly children: ReactNode;
}) {
  const aside = useRef<HTMLElement>(null);
  // its frame answers the press; what it says follows
  const filled = useDeferredValue(true, false);
  useEffect(() => {
    if (takesFocus) aside.current?.focus();
  }, [takesFocus]);
  useEffect(() => {
    function onKey(event: KeyboardEvent) {
      if (
        event.key === "Escape" &&
        !event.defaultPrevented &&
        !document.querySelector("[data-radix-popper-content-wrapper], [role=dialog]")
      ) {
        onClose();
      }
    }
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, [onClose]);
  return (
    <aside
      ref={aside}
      tabIndex={-1}
      aria-label={label}
      className="slide-in scroll-quiet absolute inset-y-0 right-0 z-20 w-[416px] overflow-y-auto border-l border-line bg-surface px-5 pt-3.5 pb-4 shadow-2 outline-none print:hidden"
    >
      {filled && children}
    </aside>
  );
}

function DetailHead({
  view,
  onClose,
  titled,
}: {
  readonly view: CellView | undefined;
  readonly onClose: () => void;
  readonly titled: boolean;
}) {
  const t = useTranslations("detail");
  const names = useNames();
  const place = view
    ? [
        view.phase ? `${names.unit(view.unit)} · ${names.phase(view.phase)}` : names.unit(view.unit),
        ...view.parents.slice(-1).map(names.node),
      ].join(" / ")
    : "";
  return (
    <div className="flex items-start gap-2">
      <div className="min-w-0 grow">
        <p className="min-h-[18px] text-12 text-ink-3">{place}</p>
        {view ? (
          <h2 className="min-h-[26px] text-18 font-semibold">{names.node(view.node)}</h2>
        ) : (
          <div className="min-h-[26px]" />
        )}
      </div>
      {titled && <CopyLink compact />}
      <IconButton label={t("close")} onClick={onClose}>
        <Icon of={X} />
      </IconButton>
    </div>
  );
}
