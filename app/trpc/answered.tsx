import { dehydrate, HydrationBoundary } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { pageAnswers } from "./server.ts";

/** Sends the answers gathered on the server along with the page. */
export function Answered({ children }: { readonly children: ReactNode }) {
  return <HydrationBoundary state={dehydrate(pageAnswers())}>{children}</HydrationBoundary>;
}
