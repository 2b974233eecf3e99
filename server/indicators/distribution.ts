import type { AnswerCount, Stratum } from "#analytics/moments.ts";
import { designOf } from "#analytics/stratum-design.ts";
import { type IndicatorCut, placeFor } from "./cut.ts";
import { type NodeInfo, nodeRef } from "./nodes.ts";
import { readingAt } from "./reading-of.ts";
import type { Sources } from "./sources.ts";
import { projectsOf } from "./units-below.ts";
import type { DistributionRow } from "./views.ts";

type Weighted = { readonly answer: AnswerCount["answer"]; readonly weight: number };

/** Owners a respondent stands for, by project and phase; 1 where no population is known. */
function weightsOf(cut: IndicatorCut, strata: readonly Stratum[]): (group: AnswerCount["group"]) => number {
  const design = designOf(cut.published.definition, strata);
  const weight = new Map<string, number>();
  for (const stratum of strata) {
    const place = design.placeOf.get(stratum.key);
    const found = place === undefined ? undefined : design.strata[place];
    if (found) weight.set(`${stratum.project}/${stratum.phase}`, found.weight);
  }
  return ({ project, phase }) => weight.get(`${project}/${phase}`) ?? 0;
}

function per100(part: number, whole: number): number {
  return whole > 0 ? (100 * part) / whole : 0;
}

function rowFor(cut: IndicatorCut, info: NodeInfo, answers: readonly Weighted[]): DistributionRow {
  const { now, unit, query } = cut;
  const reading = readingAt(now.table, placeFor(cut, unit, query.phase), info.id);
  const item = nodeRef(info);
  if (reading.value === null) return { item, reading, answers: null, asidePer100: null };
  const question = now.wording.questions.get(info.id);
  const [lowest, highest] = cut.published.definition.items[info.id]?.scale ?? [1, 5];
  const weightOf = (keep: (answer: AnswerCount["answer"]) => boolean) =>
    answers.reduce((sum, { answer, weight }) => sum + (keep(answer) ? weight : 0), 0);
  const rated = weightOf((answer) => typeof answer === "number");
  const aside = weightOf((answer) => typeof answer !== "number");
  const scores = Array.from({ length: highest - lowest + 1 }, (_, step) => lowest + step);
  return {
    item,
    reading,
    answers: scores.map((score) => ({
      score,
      label:
        question?.scaleLabels?.length === scores.length
          ? (question.scaleLabels[score - lowest] ?? null)
          : null,
      per100: per100(
        weightOf((answer) => answer === score),
        rated,
      ),
    })),
    asidePer100: per100(aside, rated + aside),
  };
}

/**
 * How 100 owners answered each item below a node, weighted like the score. A row whose score is not shown has no
 * answers either.
 */
export async function distributionOf(
  { analysis }: Sources,
  cut: IndicatorCut,
  items: readonly NodeInfo[],
): Promise<readonly DistributionRow[]> {
  if (items.length === 0) return [];
  const { now, unit, query } = cut;
  const { counts } = await analysis.answerCounts({
    questionnaire: now.wording.questionnaire,
    waveIds: [now.wave.id],
    projectIds: unit.kind === "group" ? undefined : projectsOf(cut, unit).map(({ id }) => id),
    phases: query.phase === undefined ? undefined : [query.phase],
    by: ["project", "phase"],
    items: items.map(({ id }) => id),
    filters: query.mode === undefined ? undefined : { mode: [query.mode] },
  });
  const weightOf = weightsOf(cut, now.table.moments.strata);
  const byItem = Map.groupBy(counts, ({ item }) => item);
  return items.map((info) =>
    rowFor(
      cut,
      info,
      (byItem.get(info.id) ?? []).map(({ answer, n, group }) => ({ answer, weight: n * weightOf(group) })),
    ),
  );
}
