import { access, writeFile } from "node:fs/promises";
import type { Estimand, Inference } from "#analytics/reading.ts";
import { analysisPath } from "../../analysis/analysis.ts";
import { commandAnalysis } from "../../analysis/command-analysis.ts";
import { AppError } from "../../app-error.ts";
import { closeRecord, record } from "../../database/connection.ts";
import { definitionOfDatabase, namesVersion } from "../../scoring/definition-of-database.ts";
import { printReadings } from "../../scoring/print-readings.ts";
import { type CheckedDefinition, readDefinition } from "../../scoring/read-definition.ts";
import type { ScoreOptions } from "../../scoring/score.ts";
import { scoreDatabase } from "../../scoring/score-database.ts";
import { scoreFiles } from "../../scoring/score-files.ts";
import type { ScoreResult } from "../../scoring/score-result.ts";
import { type Command, flagNumber, flagText, type Invocation } from "../command.ts";

const USAGE =
  "score (--answers FILE --definition FILE [--population FILE] | --wave YEAR [--definition ID@VERSION]) [--by COLUMNS] [--out FILE]";
const ESTIMANDS = [
  "owner-weighted",
  "phase-standardised",
  "unweighted",
] as const satisfies readonly Estimand[];
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
  const by = (flagText(invocation, "by") ?? "")
    .split(",")
    .map((column) => column.trim())
    .filter((column) => column !== "");
  return {
    by: [...new Set(by)],
    estimand: choice(invocation, "estimand", ESTIMANDS),
    inference: choice(invocation, "inference", INFERENCES),
    confidence: confidenceOf(invocation),
    suppression: invocation.flags["no-suppression"] !== true,
  };
}

type Answer = { readonly checked: CheckedDefinition; readonly result: ScoreResult };

async function fromFiles(invocation: Invocation, answers: string, options: ScoreOptions): Promise<Answer> {
  const path = flagText(invocation, "definition");
  if (path === undefined)
    throw new AppError(
      "usage",
      `--answers needs --definition FILE, which says what its items mean: use ov ${USAGE}`,
    );
  const checked = await readDefinition(path);
  const population = flagText(invocation, "population");
  const compare = flagText(invocation, "compare");
  const { result } = await scoreFiles(
    checked.definition,
    { answers, population, wave: flagText(invocation, "wave") },
    options,
    compare === undefined
      ? undefined
      : {
          answers: compare,
          population: flagText(invocation, "compare-population") ?? population,
          wave: flagText(invocation, "compare-wave"),
        },
  );
  return { checked, result };
}

async function isFile(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

async function fromDatabase(invocation: Invocation, options: ScoreOptions): Promise<Answer> {
  const year = flagNumber(invocation, "wave");
  if (year === undefined) throw new AppError("usage", `Give --answers FILE or --wave YEAR: use ov ${USAGE}`);
  const request = {
    kind: choice(invocation, "kind", KINDS),
    year,
    compare: flagNumber(invocation, "compare"),
  };
  const name = flagText(invocation, "definition");
  const opened = await record();
  try {
    const fromFile = name !== undefined && (!namesVersion(name) || (await isFile(name)));
    const checked = fromFile ? await readDefinition(name) : await definitionOfDatabase(opened.db, name);
    const { analysis } = await commandAnalysis(opened, analysisPath());
    try {
      const { result } = await scoreDatabase(
        { db: opened.db, analysis },
        checked.definition,
        request,
        options,
      );
      return { checked, result };
    } finally {
      await analysis.close();
    }
  } finally {
    await closeRecord();
  }
}

async function writeResult(path: string, text: string): Promise<void> {
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
    { name: "compare", value: "FILE|YEAR", about: "an earlier wave to compare with" },
    { name: "compare-population", value: "FILE", about: "its owners (those of --population)" },
    { name: "compare-wave", value: "NAME", about: "its wave, where the files hold several" },
    { name: "no-suppression", about: "shows every number, also of a few people; for checks" },
    { name: "out", value: "FILE", about: "writes everything as JSON, unrounded" },
  ],
  run: async (invocation) => {
    const options = optionsOf(invocation);
    const answers = flagText(invocation, "answers");
    const { checked, result } =
      answers === undefined
        ? await fromDatabase(invocation, options)
        : await fromFiles(invocation, answers, options);
    for (const { item, zh, en } of checked.warnings) process.stderr.write(`${item}: ${zh} ${en}\n`);
    const out = flagText(invocation, "out");
    if (out !== undefined) {
      await writeResult(out, `${JSON.stringify(result, null, 1)}\n`);
      invocation.say(
        `已写入 ${out}：${result.readings.length} 个数值。 Wrote ${result.readings.length} readings.`,
      );
    } else {
      for (const line of printReadings(checked.definition, result)) invocation.say(line);
    }
    invocation.result(result);
  },
};
