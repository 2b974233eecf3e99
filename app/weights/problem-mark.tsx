"use client";

import { CircleAlert, TriangleAlert } from "lucide-react";
import { createContext, useContext } from "react";
import type { DefinitionProblem } from "#analytics/definition-problem.ts";
import { Icon } from "../components/glyph.tsx";
import { useNames } from "../language/use-names.ts";
import { problemsOf } from "./draft-problems.ts";

const NONE: readonly DefinitionProblem[] = [];

/** The problems of the draft in hand, for the rows of its tree. */
export const DraftProblems = createContext(NONE);

/** What is wrong with a part, where it stands. */
export function ProblemMark({ id }: { readonly id: string }) {
  const names = useNames();
  const own = problemsOf(useContext(DraftProblems), id);
  if (own.length === 0) return null;
  const wrong = own.some(({ severity }) => severity === "error");
  const words = own.map((problem) => names.text(problem)).join(" ");
  return (
    <span title={words} className={wrong ? "text-danger" : "text-ink-2"}>
      <Icon of={wrong ? TriangleAlert : CircleAlert} size={14} />
      <span className="sr-only">{words}</span>
    </span>
  );
}
