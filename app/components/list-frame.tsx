"use client";

import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";
import { FailureNotice } from "./failure-notice.tsx";
import { Notice } from "./notice.tsx";
import { Bone, Skeleton } from "./skeleton.tsx";

/**
 * A page that is one list: why it could not be read, its shape while it is on its way, what to do where it is empty, or the list. What
 * was read once stays when reading it again fails.
 */
export function ListFrame<List>({
  list,
  error,
  onRetry,
  isEmpty,
  empty,
  children,
}: {
  readonly list: List | undefined;
  readonly error: unknown;
  readonly onRetry: () => void;
  readonly isEmpty: (list: List) => boolean;
  readonly empty: { readonly icon: LucideIcon; readonly title: string; readonly body: string };
  readonly children: (list: List) => ReactNode;
}) {
  if (list === undefined && error) return <FailureNotice error={error} onRetry={onRetry} />;
  if (list === undefined)
    return (
      <Skeleton>
        <Bone className="h-7 w-72 bg-line" />
        <Bone className="mt-4 h-64 rounded-panel border border-line bg-surface" />
      </Skeleton>
    );
  if (isEmpty(list))
    return (
      <Notice heading="h1" icon={empty.icon} title={empty.title}>
        {empty.body}
      </Notice>
    );
  return children(list);
}
