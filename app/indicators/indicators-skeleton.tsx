"use client";

import { Bone, Skeleton } from "../components/skeleton.tsx";

const ROWS = ["a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l"];

/** The shape of the table while its numbers are on the way. */
export function IndicatorsSkeleton() {
  return (
    <Skeleton>
      <Bone className="h-6 w-2/3 max-w-lg bg-line" />
      <div className="mt-4 flex flex-col gap-2 rounded-panel border border-line bg-surface p-4">
        <Bone className="h-20" />
        {ROWS.map((row) => (
          <Bone key={row} className="h-7" />
        ))}
      </div>
    </Skeleton>
  );
}
