import type { ZodType } from "zod";
import { AppError } from "#server/app-error.ts";
import { changeQuery, changeWhy } from "#server/explanations/change-view.ts";
import { cohortsQuery } from "#server/explanations/cohorts-query.ts";
import { cohortsView } from "#server/explanations/cohorts-view.ts";
import { driversQuery, driversView } from "#server/explanations/drivers-view.ts";
import { prioritiesView } from "#server/explanations/priorities-view.ts";
import { unitsQuery } from "#server/explanations/units-query.ts";
import { unitsView } from "#server/explanations/units-view.ts";
import { crosstabQuery } from "#server/explore/crosstab-query.ts";
import { crosstabView } from "#server/explore/crosstab-view.ts";
import type { ExportMaker } from "#server/exports/answer-export.ts";
import { heatView } from "#server/indicators/heat-view.ts";
import { homeView } from "#server/indicators/home-view.ts";
import { heatQuery, indicatorQuery } from "#server/indicators/query.ts";
import { operationsQuery, operationsView } from "#server/operations/operations-view.ts";
import { sourcesOf } from "#server/trpc/context.ts";
import { voicesQuery, voicesView } from "#server/voices/voices-view.ts";
import { cohortsQueryOf, loadCompareSelection, unitsQueryOf } from "../compare/compare-selection.ts";
import { crosstabQueryOf, loadExplore } from "../explore/explore-selection.ts";
import { pageWords } from "../language/page-words.ts";
import { requestTaste } from "../language/request-language.ts";
import { operationsQueryOf } from "../operations/operations-query.ts";
import { heatQueryOf, indicatorQueryOf } from "../selection/indicator-query.ts";
import { loadSelection } from "../selection/selection.ts";
import { voicesQueryOf } from "../voices/voices-query.ts";
import { changeQueryOf, driversQueryOf } from "../why/why-query.ts";
import { loadWhySelection } from "../why/why-selection.ts";
import { cohortsDocument } from "./cohorts-document.ts";
import { compareDocument } from "./compare-document.ts";
import { crosstabDocument } from "./crosstab-document.ts";
import { heatDocument } from "./heat-document.ts";
import { homeDocument } from "./home-document.ts";
import { operationsDocument } from "./operations-document.ts";
import { voicesDocument } from "./voices-document.ts";
import { whyDocument } from "./why-document.ts";

function asked<T>(schema: ZodType<T>, query: unknown): T {
  const parsed = schema.safeParse(query);
  if (!parsed.success)
    throw new AppError("bad_request", "The address has missing, wrong or unknown parts: correct it.");
  return parsed.data;
}

/** Where there is no wave before there is no change; the rest of the page stands. @throws what else went wrong */
function onlyWave(failure: unknown): null {
  if (failure instanceof AppError && failure.code === "not_found") return null;
  throw failure;
}

/** What can be taken along, by the first word of the file's name. Each answers the address of its screen. */
export const EXPORT_MAKERS: Readonly<Record<string, ExportMaker>> = {
  async crosstab(context, scope, address) {
    const selection = loadExplore(address);
    const query = asked(crosstabQuery, crosstabQueryOf(selection, 0));
    const view = await crosstabView(await sourcesOf(context), scope, query);
    const [words, { language }] = await Promise.all([pageWords(), requestTaste()]);
    return crosstabDocument(view, selection.measure, words, language === "en");
  },
  async heat(context, scope, address) {
    const selection = loadSelection(address);
    const view = await heatView(await sourcesOf(context), scope, asked(heatQuery, heatQueryOf(selection, 0)));
    const [words, { language }] = await Promise.all([pageWords(), requestTaste()]);
    return heatDocument(view, selection, words, language === "en");
  },
  async compare(context, scope, address) {
    const [selection, own] = [loadSelection(address), loadCompareSelection(address)];
    const sources = await sourcesOf(context);
    const [words, { language }] = await Promise.all([pageWords(), requestTaste()]);
    if (own.age === "cohort") {
      const view = await cohortsView(sources, scope, asked(cohortsQuery, cohortsQueryOf(selection, own, 0)));
      return cohortsDocument(view, words, language === "en");
    }
    const view = await unitsView(sources, scope, asked(unitsQuery, unitsQueryOf(selection, own, 0)));
    return compareDocument(view, words, language === "en");
  },
  async home(context, scope, address) {
    const query = asked(indicatorQuery, indicatorQueryOf(loadSelection(address), 0));
    const view = await homeView(await sourcesOf(context), scope, query, context.now());
    const [words, { language }] = await Promise.all([pageWords(), requestTaste()]);
    return homeDocument(view, words, language === "en");
  },
  async why(context, scope, address) {
    const [selection, { first }] = [loadSelection(address), loadWhySelection(address)];
    const sources = await sourcesOf(context);
    const question = asked(driversQuery, driversQueryOf(selection, 0));
    const [change, drivers, priorities, words, { language }] = await Promise.all([
      changeWhy(sources, scope, asked(changeQuery, changeQueryOf(selection, 0))).catch(onlyWave),
      driversView(sources, scope, question),
      prioritiesView(sources, scope, question),
      pageWords(),
      requestTaste(),
    ]);
    return whyDocument(
      { change, drivers, priorities },
      { parts: selection.walk, first },
      words,
      language === "en",
    );
  },
  async operations(context, scope, address) {
    const query = asked(operationsQuery, operationsQueryOf(loadSelection(address), 0));
    const view = await operationsView(await sourcesOf(context), scope, query, context.now());
    const [words, { language }] = await Promise.all([pageWords(), requestTaste()]);
    return operationsDocument(view, words, language === "en");
  },
  async voices(context, scope, address) {
    const query = asked(voicesQuery, voicesQueryOf(loadSelection(address), 0));
    const view = await voicesView(await sourcesOf(context), scope, query, context.now());
    const [words, { language }] = await Promise.all([pageWords(), requestTaste()]);
    return voicesDocument(view, words, language === "en");
  },
};
