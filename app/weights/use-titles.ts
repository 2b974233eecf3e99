"use client";

import { nodesOf } from "#analytics/columns-of-definition.ts";
import type { IndexDefinition } from "#analytics/index-definition.ts";
import type { Text } from "#surveys/question.ts";
import { useNames } from "../language/use-names.ts";
import { useWorkbench } from "./workbench-context.tsx";

function titleOf({ tree, items, measures, joint, segments }: IndexDefinition, id: string): Text | undefined {
  return (
    nodesOf(tree).find((node) => node.id === id)?.title ??
    (items[id] ?? measures?.[id] ?? joint[id] ?? segments?.[id])?.title
  );
}

/** What the parts of the definition in hand are called. */
export function useTitles() {
  const { definition, base } = useWorkbench();
  const names = useNames();
  const of = (id: string) => {
    const title = titleOf(definition, id) ?? titleOf(base, id);
    return title ? names.text(title) : id;
  };
  return {
    of,
    /** For a narrow column: without the word every one of them ends with. */
    short: (id: string) => of(id).replace(/指数$| index$/i, ""),
  };
}
