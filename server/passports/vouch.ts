import type { Sources } from "#server/indicators/sources.ts";
import type { Scope } from "#server/scope/scope.ts";
import {
  type VouchedAnswer,
  type VouchedAnswerOf,
  type VouchedName,
  type VouchedQuery,
  vouchedView,
} from "./vouched-views.ts";

type Place = { readonly sources: Sources; readonly scope: Scope; readonly now: Date };

/** An answer with what was asked, by whom and when written into its passport, so that `ov verify` can ask it again. */
export function withAsked<Answer extends VouchedAnswer>(
  name: VouchedName,
  { scope, now }: Pick<Place, "scope" | "now">,
  query: Readonly<Record<string, unknown>>,
  answer: Answer,
): Answer {
  const settled = vouchedView(name)?.settled?.(answer) as object | undefined;
  const asked = {
    view: name,
    query: { ...query, ...settled },
    reader: scope.userId,
    at: now.toISOString(),
  };
  return { ...answer, passport: { ...answer.passport, asked } };
}

/**
 * Answers a question and writes into the passport what was asked.
 * @throws AppError as the answer does
 */
export async function vouch<Name extends VouchedName>(
  name: Name,
  place: Place,
  query: VouchedQuery<Name>,
): Promise<VouchedAnswerOf<Name>> {
  const view = vouchedView(name);
  if (!view) throw new Error(`there is no view ${name}`);
  const answer = await view.answer(place.sources, place.scope, query, place.now);
  return withAsked(name, place, query as Record<string, unknown>, answer) as VouchedAnswerOf<Name>;
}
