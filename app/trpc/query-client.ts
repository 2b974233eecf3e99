import { isServer, QueryCache, QueryClient } from "@tanstack/react-query";
import { type Failure, failureOf, mayPass } from "./failure.ts";

/** A cache of answers: one a request on the server, one a tab in the browser. */
export function createQueryClient(onFailure: (failure: Failure) => void = () => undefined): QueryClient {
  return new QueryClient({
    queryCache: new QueryCache({ onError: (error) => onFailure(failureOf(error)) }),
    defaultOptions: {
      queries: {
        staleTime: 30_000,
        refetchOnWindowFocus: false,
        // a page is not kept waiting: what failed while it was made is asked for again by the browser
        retry: (count, error) => !isServer && count < 2 && mayPass(failureOf(error)),
      },
    },
  });
}
