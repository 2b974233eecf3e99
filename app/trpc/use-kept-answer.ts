"use client";

import type { UseQueryResult } from "@tanstack/react-query";
import { useDeferredValue } from "react";

/**
 * An answer to be drawn: the one before stays until the next is there, and the next is drawn in slices that give way to whoever presses
 * something meanwhile.
 * @param question of a query that keeps its previous data as placeholder
 */
export function useKeptAnswer<Answer>({
  data,
  isPlaceholderData,
}: Pick<UseQueryResult<Answer>, "data" | "isPlaceholderData">) {
  const view = useDeferredValue(data);
  return { view, waiting: isPlaceholderData || view !== data };
}
