import { access, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import type { Estimand, Inference } from "#analytics/reading.ts";
import { AppError } from "../../app-error.ts";
import type { DatabaseRequest } from "../../scoring/answer-from-database.ts";
import { answerFromFiles, type FilesRequest } from "../../scoring/answer-from-files.ts";
import { readMethodNotes } from "../../scoring/method-page/method-notes.ts";
import { methodPageText } from "../../scoring/method-page/method-page-text.ts";
import { printReadings } from "../../scoring/print-readings.ts";
import type { ScoreOptions } from "../../scoring/score.ts";
import type { ScoreAnswer } from "../../scoring/score-answer.ts";
import { type Command, flagNumber, flagText, type Invocation } from "../command.ts";

const USAGE =
  "score (--answers FILE --definition FILE [--population FILE] | --wave YEAR [--definition ID@VERSION]) [--by COLUMNS] [--out FILE]";
const ESTIMANDS = [
  "owner-weighted",
  "phase-standardised",
  "unweighted",
] as const satisfies readonly Estimand[];
/** A version in the database, such as owner-satisfaction@1. */
const VERSION = /^[a-z][a-z0-9-]*@\d+$/;
const KINDS = ["annual", "signing", "residence"] as const;
const INFERENCES = ["finite", "process"] as const satisfies readonly Inference[];

function choice<T extends string>(invocation: Invocation, name: string, known: readonly [T, ...T[]]): T {
  const text = flagText(invocation, name) ?? known[0];
  const found = known.find((each) => each === text);
  if (found === undefined)
    throw new AppError("usage", `--${name} must be one of ${known.join(", ")}, not '${text}'.`);
  return found;
}

function confidenceOf(invocation: Invocation): number {
  const text = flagText(invocation, "confidence") ?? "0.95";
  const level = text.trim() === "" ? Number.NaN : Number(text);
  if (!(level > 0 && level < 1))
    throw new AppError("usage", `--confidence must lie between 0 and 1, such as 0.95, not '${text}'.`);
  return level;
}

function optionsOf(invocation: Invocation): ScoreOptions {
  const suppression = invocation.flags["no-suppression"] !== true;
  const by = (flagText(invocation, "by") ?? "")
    .split(",")
    .map((column) => column.trim())
    .filter((column) => column !== "");
  return {
    by: [...new Set(by)],
    estimand: choice(invocation, "estimand", ESTIMANDS),
    inference: choice(invocation, "inference", INFERENCES),
    confidence: confidenceOf(invocation),
    // what is shown has the intervals of screens; numbers for checks are value ± t·se throughout
    fewAnswers: choice(
      invocation,
      "few-answers",
      suppression ? (["pooled", "own"] as const) : (["own", "pooled"] as const),
    ),
    suppression,
  };
}

function filesRequest(invocation: Invocation, answers: string): FilesRequest {
  const definition = flagText(invocation, "definition");
  if (definition === undefined)
    throw new AppError(
      "usage",
      `--answers needs --definition FILE, which says what its items mean: use ov ${USAGE}`,
    );
  const population = flagText(invocation, "population");
  const compare = flagText(invocation, "compare");
  return {
    answers,
    population,
    definition,
    wave: flagText(invocation, "wave"),
    compare:
      compare === undefined
        ? undefined
        : {
            answers: compare,
            population: flagText(invocation, "compare-population") ?? population,
            wave: flagText(invocation, "compare-wave"),
          },
  };
}

function isFile(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

async function databaseRequest(invocation: Invocation): Promise<DatabaseRequest> {
  const year = flagNumber(invocation, "wave");
  if (year === undefined) throw new AppError("usage", `Give --answers FILE or --wave YEAR: use ov ${USAGE}`);
  const name = flagText(invocation, "definition");
  const wave = { kind: choice(invocation, "kind", KINDS), year, compare: flagNumber(invocation, "compare") };
  if (name === undefined) return wave;
  return VERSION.test(name) && !(await isFile(name)) ? { ...wave, version: name } : { ...wave, file: name };
}

async function writeText(path: string, text: string): Promise<void> {
  try {
    await writeFile(path, text);
  } catch (cause) {
    throw new AppError(
      "file_unreadable",
      `${path} cannot be written: check the folder and your rights.`,
      {},
      cause,
    );
  }
}

/** Writes what was asked for, and prints the readings where no file takes them. */
async function hand(invocation: Invocation, answer: ScoreAnswer): Promise<void> {
  const { definition, result, warnings } = answer;
  const { say } = invocation;
  for (const { item, zh, en } of warnings) process.stderr.write(`${item}: ${zh} ${en}\n`);
  const passport = flagText(invocation, "passport");
  if (passport !== undefined) {
    await writeText(passport, `${JSON.stringify(answer.passport(dirname(passport)), null, 1)}\n`);
    say(`护照已写入 ${passport}。 Wrote the passport; ov verify computes its numbers again.`);
  }
  const page = flagText(invocation, "method-page");
  if (page !== undefined) {
    const notes = flagText(invocation, "method-notes");
    const facts = await answer.facts(notes === undefined ? {} : await readMethodNotes(notes));
    await writeText(page, methodPageText(facts, page));
    say(`方法说明已写入 ${page}。 Wrote the method page.`);
  }
  const out = flagText(invocation, "out");
  if (out !== undefined) {
    await writeText(out, `${JSON.stringify(result, null, 1)}\n`);
    say(`已写入 ${out}：${result.readings.length} 个数值。 Wrote ${result.readings.length} readings.`);
  } else for (const line of printReadings(definition, result)) say(line);
  invocation.result(result);
}

export const scoreCommand: Command = {
  name: "score",
  usage: USAGE,
  about: "indicators with intervals, from any file or from the database",
  flags: [
    {
      name: "answers",
      value: "FILE",
      about: "csv, a row a respondent: respondent_id, items, cuts; stratum, psu, weight if any",
    },
    {
      name: "definition",
      value: "FILE|ID@VERSION",
      about: "items, scores and weights as JSON, or a version in the database",
    },
    {
      name: "population",
      value: "FILE",
      about: "csv of owners by stratum: project, phase (or stratum), owners",
    },
    { name: "wave", value: "NAME", about: "the wave in the files, or the year in the database" },
    {
      name: "kind",
      value: "KIND",
      about: "kind of wave in the database: annual, signing or residence (annual)",
    },
    { name: "by", value: "COLUMNS", about: "grouping columns with commas; nothing for the whole" },
    {
      name: "estimand",
      value: "NAME",
      about: "owner-weighted, phase-standardised or unweighted (owner-weighted)",
    },
    {
      name: "inference",
      value: "NAME",
      about: "finite, about these owners, or process, without correction (finite)",
    },
    { name: "confidence", value: "LEVEL", about: "of the intervals, between 0 and 1 (0.95)" },
    {
      name: "few-answers",
      value: "RULE",
      about:
        "intervals above items of few answers: pooled, as on screens, or own, value ± t·se (pooled; own with --no-suppression)",
    },
    { name: "compare", value: "FILE|YEAR", about: "an earlier wave to compare with" },
    { name: "compare-population", value: "FILE", about: "its owners (those of --population)" },
    { name: "compare-wave", value: "NAME", about: "its wave, where the files hold several" },
    { name: "no-suppression", about: "shows every number, also of a few people; for checks" },
    { name: "passport", value: "FILE", about: "writes what ov verify needs to compute the numbers again" },
    { name: "method-page", value: "FILE", about: "writes how the numbers came about, .html or .md" },
    {
      name: "method-notes",
      value: "FILE",
      about:
        "JSON of what no data tells, before the notes on the wave: timing, collection, sampling, contractor, excluded, missed, incentives, other",
    },
    { name: "out", value: "FILE", about: "writes everything as JSON, unrounded" },
  ],
  run: async (invocation) => {
    const options = optionsOf(invocation);
    const answers = flagText(invocation, "answers");
    if (answers !== undefined) {
      return hand(invocation, await answerFromFiles(filesRequest(invocation, answers), options));
    }
    const request = await databaseRequest(invocation);
    // the database's drivers are read only where they are needed
    const { answerFromDatabase, withSources } = await import("../../scoring/answer-from-database.ts");
    await withSources(async (sources) =>
      hand(invocation, await answerFromDatabase(sources, request, options)),
    );
  },
};
