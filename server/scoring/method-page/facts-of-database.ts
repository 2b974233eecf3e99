import type { IndexDefinition } from "#analytics/index-definition.ts";
import { askedQuestions } from "#surveys/asked-questions.ts";
import type { DispositionGroup } from "#surveys/disposition.ts";
import type { Database } from "../../database/connection.ts";
import { wordingOf } from "../../indicators/breaks.ts";
import { printedNotes, waveNotes } from "../../waves/method/wave-notes.ts";
import { dispositionsOf } from "../../waves/monitor/outcomes-and-modes.ts";
import { waveQuestionnaire } from "../../waves/wave-questionnaire.ts";
import { methodSentence } from "../method-sentence.ts";
import {
  type DatabaseSample,
  type DatabaseWave,
  type Sources,
  sampleOfDatabase,
} from "../sample-of-database.ts";
import type { ScoreOptions } from "../score.ts";
import type { ScoreResult } from "../score-result.ts";
import { itemsOfQuestions } from "./asked-items.ts";
import { factsOfResult } from "./facts-of-result.ts";
import type { AskedItem, MethodFacts } from "./method-facts.ts";
import type { MethodNotes } from "./method-notes.ts";
import { modesOf, profilesOf, spreadOfWeights, stratumWeight, type Weighed } from "./profiles.ts";

const LIKENESS = ["phase", "region", "project", "mode"];

type Frame = { invited: number; excluded: number; open: number } & Record<DispositionGroup, number>;

function frameOf({ analysis }: Sources, wave: DatabaseWave): Frame {
  const sum: Frame = { invited: 0, excluded: 0, open: 0, I: 0, P: 0, R: 0, NC: 0, O: 0, UH: 0, UO: 0, NE: 0 };
  for (const cell of analysis.strata({ waveIds: [wave.id] }).strata.flatMap(({ frame }) => frame)) {
    sum.invited += cell.invited;
    sum.excluded += cell.excluded;
    sum.open += cell.open;
    for (const [group, count] of Object.entries(cell.dispositions) as [DispositionGroup, number][])
      sum[group] += count;
  }
  return sum;
}

async function excludedAnswers(db: Database, wave: DatabaseWave): Promise<MethodFacts["excluded"]> {
  const rows = await db
    .selectFrom("response")
    .select(["quality_reasons", (make) => make.fn.countAll<number>().as("count")])
    .where("wave_id", "=", wave.id)
    .where("quality", "=", "excluded")
    .groupBy("quality_reasons")
    .execute();
  return rows
    .map(({ quality_reasons, count }) => ({
      reason: quality_reasons.join(" + ") || "—",
      count: Number(count),
    }))
    .toSorted((a, b) => b.count - a.count || (a.reason < b.reason ? -1 : 1));
}

async function askedItems(db: Database, wave: DatabaseWave): Promise<readonly AskedItem[]> {
  const [{ questionnaire }, { versions }] = await Promise.all([
    waveQuestionnaire(db, wave.id),
    wordingOf(db, wave.id),
  ]);
  return itemsOfQuestions(askedQuestions(questionnaire, versions));
}

/** What the record tells about how the numbers of a wave came about. */
export async function factsOfDatabase(
  sources: Sources,
  definition: IndexDefinition,
  {
    sample,
    wave,
    result,
  }: { readonly sample: DatabaseSample; readonly wave: DatabaseWave; readonly result: ScoreResult },
  options: ScoreOptions,
  notes: MethodNotes,
): Promise<MethodFacts> {
  const columns = [...new Set([...LIKENESS, ...options.by])];
  const [{ moments }, excluded, asked, written] = await Promise.all([
    sampleOfDatabase(sources, wave, definition, columns),
    excludedAnswers(sources.db, wave),
    askedItems(sources.db, wave),
    waveNotes(sources.db, wave.id),
  ]);
  const design = options.estimand === "unweighted" ? undefined : sample.design(definition);
  const people = moments.cells.map(
    ({ stratum, group, respondents }): Weighed => ({
      group,
      respondents,
      weight: design === undefined ? 1 : stratumWeight(design, stratum),
    }),
  );
  const { invited, excluded: leftOut, open, ...groups } = frameOf(sources, wave);
  const population = moments.strata.every((stratum) => stratum.population !== undefined);
  return {
    ...factsOfResult(definition, result, spreadOfWeights(people)),
    method: methodSentence(definition, options, { population, ownWeights: false, clusters: false }),
    title: String(wave.year),
    days: wave,
    owners: population
      ? moments.strata.reduce((sum, stratum) => sum + (stratum.population ?? 0), 0)
      : undefined,
    invited: population ? invited : undefined,
    respondents: sample.respondents,
    outcomes: population ? { dispositions: dispositionsOf(groups, open), open } : undefined,
    modes: modesOf(people),
    profiles: profilesOf(columns, moments.strata, people, options.suppression),
    excluded,
    leftOut: population ? leftOut : undefined,
    asked,
    notes: { ...printedNotes(written), ...notes },
  };
}
