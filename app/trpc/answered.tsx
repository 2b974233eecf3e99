import { dehydrate, HydrationBoundary } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { SelectionProvider } from "../selection/selection-context.tsx";
import { pageAnswers } from "./server.ts";

/** Sends the answers gathered on the server along with the page, and gives its screens the address they answer. */
export function Answered({ children }: { readonly children: ReactNode }) {
  return (
    <HydrationBoundary state={dehydrate(pageAnswers())}>
      <SelectionProvider>{children}</SelectionProvider>
    </HydrationBoundary>
  );
}
