import { AppError } from "#server/app-error.ts";
import { need, type Scope } from "#server/scope/scope.ts";

declare const brand: unique symbol;

/**
 * An interviewer of the year-end survey: callbacks.work held for the whole group or the call centre. Who holds it for a
 * region or a project belongs to those who are rated, and sees nobody of the sample.
 */
export type FieldAgent = { readonly [brand]: true; readonly userId: string };

/** The interviewer a scope is. @throws AppError `forbidden` when it is none */
export function fieldAgent(scope: Scope): FieldAgent {
  need(scope, "callbacks.work");
  const isNeutral = scope.grants.some(({ role, unitId }) => {
    const kind = unitId === null ? undefined : scope.tree.units.get(unitId)?.kind;
    return role === "callback_agent" && (kind === "group" || kind === "call_centre");
  });
  if (!isNeutral)
    throw new AppError(
      "forbidden",
      "The year-end survey is asked by headquarters and the call centre, never by those it rates: leave it to them.",
    );
  return { userId: scope.userId } as unknown as FieldAgent;
}
