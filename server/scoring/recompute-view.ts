import { shanghaiDate } from "#surveys/calendar-date.ts";
import { AppError } from "../app-error.ts";
import { vouchedView } from "../passports/vouched-views.ts";
import { makeScope } from "../scope/scope.ts";
import type { Sources } from "./sample-of-database.ts";
import { differencesOf, type Recomputed } from "./verify-passport.ts";
import { statedIn, type ViewNumber, type ViewPassport } from "./view-passport.ts";

/** Older files say of how many the whole index is, whichever number they are about, which is not what is said today. */
function withoutSample(number: ViewNumber): ViewNumber {
  if (number.node !== "passport") return number;
  const { n: _, population: __, ...figures } = number.figures;
  return { ...number, figures };
}

/**
 * Asks the question of a screen once more, with the eyes and on the day of whoever asked it, and holds every figure of the answer
 * against what was shown. Where the data changed and none of the figures did, they still hold.
 * @throws AppError `invalid` for a question this version does not know, `not_found` where nobody may ask it any more
 */
export async function recomputeView(
  sources: Sources,
  { shown }: ViewPassport,
): Promise<{
  readonly claim: Pick<ViewPassport["shown"]["passport"], "definition" | "data"> & {
    readonly numbers: readonly ViewNumber[];
  };
  readonly now: Recomputed;
}> {
  const { definition, data, asked } = shown.passport;
  const view = vouchedView(asked.view);
  const query = view?.query.safeParse(asked.query);
  if (!view || !query?.success)
    throw new AppError(
      "invalid",
      `This version does not answer ${asked.view} as it was asked: download the passport again.`,
    );
  const at = new Date(asked.at);
  const scope = await makeScope(sources.db, asked.reader, shanghaiDate(at));
  if (scope.grants.length === 0)
    throw new AppError(
      "not_found",
      "Whoever downloaded this passport has no role any more: let somebody who may see the numbers download it again.",
    );
  const answer = await view.answer(sources, scope, query.data, at);
  // as it travels: what is undefined is left out, what is no number is none
  const numbers = statedIn(JSON.parse(JSON.stringify(answer)), view.ofTheDay);
  const claimed = statedIn(shown, view.ofTheDay).map((number) =>
    "node" in answer.passport && !("node" in shown.passport) ? withoutSample(number) : number,
  );
  const holds = differencesOf(claimed, numbers).length === 0;
  return {
    claim: { definition, data, numbers: claimed },
    now: {
      definitionHash: answer.passport.definition.hash,
      dataVersion: holds ? data.version : answer.passport.data.version,
      changed: ["The answers, owners or records in the database"],
      numbers,
    },
  };
}
