"use client";

import { useQuery } from "@tanstack/react-query";
import { FailureNotice } from "../components/failure-notice.tsx";
import { Bone, Skeleton } from "../components/skeleton.tsx";
import { PageFrame } from "../shell/page-frame.tsx";
import { useTRPC } from "../trpc/client.tsx";
import { StudioDesk } from "./studio-desk.tsx";

/** One version of a questionnaire: to be read, compared, changed while it is a draft, and published by two people. */
export function StudioScreen({ id, version }: { readonly id: string; readonly version: number }) {
  const trpc = useTRPC();
  const { data, error, refetch } = useQuery(trpc.questionnaires.show.queryOptions({ id, version }));
  if (error && !data)
    return (
      <PageFrame bar={null}>
        <FailureNotice error={error} onRetry={refetch} />
      </PageFrame>
    );
  if (!data)
    return (
      <PageFrame bar={null}>
        <Skeleton>
          <Bone className="h-7 w-72 bg-line" />
          <Bone className="mt-4 h-96 rounded-panel border border-line bg-surface" />
        </Skeleton>
      </PageFrame>
    );
  // a version that changed hands begins anew; while it is written its own state is newer than what was read
  return <StudioDesk key={`${data.id}@${data.version}/${data.status}`} view={data} />;
}
