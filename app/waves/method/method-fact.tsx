import type { ReactNode } from "react";

/** A line of a method page: what, and what it was. */
export function MethodFact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div className="flex justify-between gap-4 border-b border-line py-1.5 last:border-0">
      <dt className="max-w-2/5 shrink-0 text-ink-3 sm:max-w-none">{name}</dt>
      <dd className="min-w-0 text-right">{children}</dd>
    </div>
  );
}
