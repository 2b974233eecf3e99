"use client";

import { useQuery } from "@tanstack/react-query";
import { ANSWERS_BELOW } from "../shell/moving-numbers.ts";
import { type AnswersBelow, answersOf } from "./answers-below.ts";

type Asked = { readonly unit: number; readonly wave: number; readonly by: "project" | "phase" };

/** Below a group these are some sixty thousand counts: fetched as columns, and read here. */
async function fetchAnswers({ unit, wave, by }: Asked, signal: AbortSignal): Promise<AnswersBelow> {
  const [{ tableFromIPC }, answer] = await Promise.all([
    import("apache-arrow"),
    fetch(`/api/arrow/distribution?unit=${unit}&wave=${wave}&by=${by}`, { signal }),
  ]);
  if (!answer.ok) throw new Error(`the answers below the unit: ${answer.status}`);
  return answersOf(tableFromIPC(new Uint8Array(await answer.arrayBuffer())));
}

/** All answers below a unit; one fetch serves every item, and by phase every phase. */
export function useAnswersBelow({ unit, wave, by }: Asked) {
  return useQuery({
    queryKey: [ANSWERS_BELOW, unit, wave, by],
    queryFn: ({ signal }) => fetchAnswers({ unit, wave, by }, signal),
    staleTime: 60_000,
    retry: false,
  });
}
