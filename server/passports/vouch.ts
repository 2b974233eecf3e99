import type { Sources } from "#server/indicators/sources.ts";
import type { Scope } from "#server/scope/scope.ts";
import {
  type VouchedAnswer,
  type VouchedAnswerOf,
  type VouchedName,
  type VouchedQuery,
  vouchedView,
} from "./vouched-views.ts";

/**
 * Answers a question and writes into the passport what was asked, by whom and when, so that `ov verify` can ask it again.
 * @throws AppError as the answer does
 */
export async function vouch<Name extends VouchedName>(
  name: Name,
  { sources, scope, now }: { readonly sources: Sources; readonly scope: Scope; readonly now: Date },
  query: VouchedQuery<Name>,
): Promise<VouchedAnswerOf<Name>> {
  const view = vouchedView(name);
  if (!view) throw new Error(`there is no view ${name}`);
  const answer: VouchedAnswer = await view.answer(sources, scope, query, now);
  const asked = {
    view: name,
    query: { ...(query as Record<string, unknown>), ...(view.settled?.(answer) as object | undefined) },
    reader: scope.userId,
    at: now.toISOString(),
  };
  return { ...answer, passport: { ...answer.passport, asked } } as VouchedAnswerOf<Name>;
}
