"use client";

import { type QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { createTRPCClient, httpBatchLink } from "@trpc/client";
import { createTRPCContext } from "@trpc/tanstack-react-query";
import { type ReactNode, useState } from "react";
import type { AppRouter } from "#server/trpc/router.ts";
import type { Failure } from "./failure.ts";
import { createQueryClient } from "./query-client.ts";

const { TRPCProvider, useTRPC, useTRPCClient } = createTRPCContext<AppRouter>();

export { useTRPC, useTRPCClient };

let tabCache: QueryClient | undefined;

/** Whoever is no longer signed in goes to the door and comes back to where they were. */
function toTheDoor({ code }: Failure): void {
  if (code !== "unauthenticated" || location.pathname === "/sign-in") return;
  location.assign(`/sign-in?next=${encodeURIComponent(location.pathname + location.search)}`);
}

function cacheOf(): QueryClient {
  if (typeof window === "undefined") return createQueryClient();
  tabCache ??= createQueryClient(toTheDoor);
  return tabCache;
}

/** Gives the screens below their questions and the cache of answers. */
export function AnswersProvider({ children }: { readonly children: ReactNode }) {
  const [cache] = useState(cacheOf);
  const [client] = useState(() =>
    createTRPCClient<AppRouter>({
      links: [httpBatchLink({ url: "/api/trpc", maxItems: 10, maxURLLength: 4000 })],
    }),
  );
  return (
    <QueryClientProvider client={cache}>
      <TRPCProvider trpcClient={client} queryClient={cache}>
        {children}
      </TRPCProvider>
    </QueryClientProvider>
  );
}
