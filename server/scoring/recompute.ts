import { resolve } from "node:path";
import { passportNumber, type ScorePassport } from "./passport.ts";
import type { Verifiable } from "./read-passport.ts";
import type { ScoreOptions } from "./score.ts";
import type { ScoreAnswer } from "./score-answer.ts";
import type { Claim, Recomputed } from "./verify-passport.ts";

function changedFiles({ data, frame, source }: ScorePassport, now: ScorePassport): readonly string[] {
  if (source.kind !== "files") {
    const wave = `the ${source.waveKind} wave ${source.wave}`;
    const known = frame != null && now.frame != null;
    return !known
      ? [`The answers or owners of ${wave}`]
      : [`The ${frame.version === now.frame?.version ? "answers" : "owners"} of ${wave}`];
  }
  return [
    ...(data.answers === now.data.answers ? [] : [source.answers]),
    ...(data.population === now.data.population ? [] : [source.population ?? "The population"]),
  ];
}

/** What a fresh answer says in the place of a passport. */
export function recomputed(passport: ScorePassport, answer: ScoreAnswer, folder: string): Recomputed {
  const now = answer.passport(folder);
  return {
    definitionHash: now.definition.hash,
    dataVersion: now.data.version,
    changed: changedFiles(passport, now),
    numbers: answer.result.readings.map(passportNumber),
  };
}

/**
 * Computes the numbers of a passport again, from where it says they came.
 * @param folder of the passport, from which its paths lead
 * @throws AppError when the source cannot be read or scored any more
 */
async function recompute(passport: ScorePassport, folder: string): Promise<Recomputed> {
  const { source, definition, by, estimand, inference, confidence, fewAnswers, suppression } = passport;
  const options: ScoreOptions = { by, estimand, inference, confidence, fewAnswers, suppression };
  const path = (name: string) => resolve(folder, name);
  if (source.kind === "files") {
    const { answerFromFiles } = await import("./answer-from-files.ts");
    const request = {
      answers: path(source.answers),
      population: source.population === null ? undefined : path(source.population),
      definition: path(source.definition),
      wave: source.wave ?? undefined,
    };
    return recomputed(passport, await answerFromFiles(request, options), folder);
  }
  const { answerFromDatabase, withSources } = await import("./answer-from-database.ts");
  const request = {
    kind: source.waveKind,
    year: source.wave,
    ...(source.definition === null
      ? { version: `${definition.id}@${definition.version}` }
      : { file: path(source.definition) }),
  };
  return withSources(async (sources) =>
    recomputed(passport, await answerFromDatabase(sources, request, options), folder),
  );
}

/** Computes again whatever can be verified: what was claimed, and what it is now. */
export async function recomputeAny(
  verifiable: Verifiable,
  folder: string,
): Promise<{
  readonly claim: Claim;
  readonly now: Recomputed;
}> {
  if (verifiable.kind === "score") {
    const { passport } = verifiable;
    return { claim: passport, now: await recompute(passport, folder) };
  }
  const { withSources } = await import("./answer-from-database.ts");
  if (verifiable.kind === "screen") {
    const { recomputeScreen } = await import("./recompute-screen.ts");
    return withSources((sources) => recomputeScreen(sources, verifiable.screen));
  }
  const { recomputeView } = await import("./recompute-view.ts");
  return withSources((sources) => recomputeView(sources, verifiable.view));
}
