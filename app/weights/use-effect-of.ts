"use client";

import { useQuery } from "@tanstack/react-query";
import { useEffect, useMemo, useState } from "react";
import type { IndexDefinition } from "#analytics/index-definition.ts";
import type { WeighingQuery } from "#server/definitions/weighing-basis.ts";
import type { WhatIfView } from "#server/definitions/what-if.ts";
import { useTRPC, useTRPCClient } from "../trpc/client.tsx";
import { previewEffect } from "./preview.ts";

const REST_MS = 350;

type Told = {
  readonly of: IndexDefinition;
  readonly about: string;
  readonly effect: WhatIfView | undefined;
  readonly error: unknown;
};

/**
 * What a draft does: at once from the numbers shown anyway, and a moment after the hand rests as the server tells it, with
 * the errors of the shifts. `settled` says which of the two it is.
 */
export function useEffectOf(definition: IndexDefinition, query: WeighingQuery, sound: boolean) {
  const trpc = useTRPC();
  const client = useTRPCClient();
  const basis = useQuery(trpc.definitionDrafts.basis.queryOptions(query, { staleTime: 60_000 }));
  const [told, setTold] = useState<Told>();
  const about = JSON.stringify(query);

  useEffect(() => {
    if (!sound) return;
    const stop = new AbortController();
    const timer = setTimeout(async () => {
      const asked = { ...(JSON.parse(about) as WeighingQuery), definition, precise: true };
      try {
        const effect = await client.definitionDrafts.whatIf.mutate(asked, { signal: stop.signal });
        setTold({ of: definition, about, effect, error: undefined });
      } catch (error) {
        if (!stop.signal.aborted) setTold({ of: definition, about, effect: undefined, error });
      }
    }, REST_MS);
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [client, definition, about, sound]);

  const preview = useMemo(
    () => (basis.data ? previewEffect(basis.data, definition, query.phase) : undefined),
    [basis.data, definition, query.phase],
  );
  const settled = told?.of === definition && told.about === about ? told : undefined;
  const last = told?.about === about ? told.effect : undefined;
  return {
    effect: settled?.effect ?? preview ?? last,
    settled: settled?.effect !== undefined,
    error: settled?.error ?? basis.error ?? undefined,
    wave: basis.data?.wave,
    /** The server's answer behind the numbers: of the draft once it has told it, before of the rule in force. */
    vouched: settled?.effect ?? basis.data,
    rule: basis.data?.rule,
  };
}
