import { type ReactNode, Suspense } from "react";

/**
 * A part of a page that comes alive by itself. The whole page at once would keep the first press waiting until every part of it has been
 * gone through; so React takes the parts one after the other, and the one that is pressed first.
 */
export function Alive({
  children,
  fallback = null,
}: {
  readonly children: ReactNode;
  /** What stands in its place should its script not be there yet. */
  readonly fallback?: ReactNode;
}) {
  return <Suspense fallback={fallback}>{children}</Suspense>;
}
