"use client";

import { Bone, Skeleton } from "../components/skeleton.tsx";

/** The shape of Home while its numbers are on the way. */
export function HomeSkeleton() {
  return (
    <Skeleton className="flex flex-col gap-3">
      <Bone className="h-7 w-2/3 max-w-xl bg-line" />
      <div className="mt-3 grid grid-cols-2 gap-4 rounded-panel border border-line bg-surface p-4 xl:grid-cols-4">
        {["a", "b", "c", "d"].map((tile) => (
          <div key={tile} className="flex flex-col gap-2">
            <Bone className="h-4 w-24" />
            <Bone className="h-8 w-32" />
            <Bone className="h-3 w-full" />
          </div>
        ))}
      </div>
      <div className="mt-3 grid gap-4 xl:grid-cols-[700fr_476fr]">
        <Bone className="h-[400px] rounded-panel border border-line bg-surface" />
        <Bone className="h-[400px] rounded-panel border border-line bg-surface" />
      </div>
    </Skeleton>
  );
}
