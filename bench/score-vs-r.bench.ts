import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { OWNER_SATISFACTION } from "#analytics/definitions/registry.ts";
import { evaluate } from "#analytics/evaluate.ts";
import { seededRandom } from "#analytics/statistics/seeded-random.ts";
import { readCsvTable } from "#server/scoring/csv-table.ts";
import { momentsOfRespondents } from "#server/scoring/moments-of-respondents.ts";
import { scoreFiles } from "#server/scoring/score-files.ts";
import type { ScoreResult } from "#server/scoring/score-result.ts";
import { surveyOfFiles } from "#server/scoring/survey-of-files.ts";

/**
 * The table of a large wave against R's survey package, from the same files: means and standard errors of every item by
 * 60 projects × 4 phases. Ours makes every index and loyalty as well; R is asked for the items alone.
 * Usage: node bench/score-vs-r.bench.ts [responses]
 */
const [size = 100_000] = process.argv.slice(2).map(Number);
const PROJECTS = Array.from({ length: 60 }, (_, place) => `P${String(place + 1).padStart(2, "0")}`);
const PHASES = ["P", "R", "S", "O"];
const ITEMS = Object.keys(OWNER_SATISFACTION.items);
const BY = ["project", "phase"];

function writeFiles(folder: string): { readonly answers: string; readonly population: string } {
  const random = seededRandom(100);
  const count = new Map<string, number>();
  const rows = Array.from({ length: size }, (_, row) => {
    const place = random.below(PROJECTS.length);
    const phase = PHASES[Math.min(3, Math.floor(4 * random.uniform() ** 0.8))] ?? "";
    const stratum = `${PROJECTS[place]},${phase}`;
    count.set(stratum, (count.get(stratum) ?? 0) + 1);
    const mood = random.uniform() - 0.5 + place / 200;
    const cells = ITEMS.map((item) => {
      if (random.below(100) < 8) return ["", "NA", "REF", "DK"][random.below(4)];
      const level = Math.min(0.9999, Math.max(0, 0.62 + 0.5 * mood + 0.6 * (random.uniform() - 0.5)));
      return item === "Y04" ? Math.floor(11 * level) : 1 + Math.floor(5 * level);
    });
    return `${row},${stratum},${cells.join(",")}`;
  });
  const answers = join(folder, "answers.csv");
  const population = join(folder, "population.csv");
  writeFileSync(answers, `respondent_id,project,phase,${ITEMS.join(",")}\n${rows.join("\n")}\n`);
  const owners = [...count].map(([stratum, n]) => `${stratum},${3 * n}`);
  writeFileSync(population, `project,phase,owners\n${owners.join("\n")}\n`);
  return { answers, population };
}

const OPTIONS = {
  by: BY,
  estimand: "owner-weighted",
  inference: "finite",
  confidence: 0.95,
  suppression: false,
} as const;

/** Seconds of the best of some rounds. */
async function best(rounds: number, run: () => Promise<unknown> | unknown): Promise<number> {
  let least = Number.POSITIVE_INFINITY;
  for (let round = 0; round < rounds; round++) {
    const start = performance.now();
    await run();
    least = Math.min(least, (performance.now() - start) / 1000);
  }
  return least;
}

/** Largest relative deviation of values and errors between R's lines and ours. */
function deviation(lines: readonly string[], { readings }: ScoreResult): number {
  const ours = new Map(
    readings.map((reading) => [`${reading.node}/${reading.group.project}/${reading.group.phase}`, reading]),
  );
  let worst = 0;
  for (const line of lines) {
    const [item, project, phase, value = "", se = ""] = line.split("\t");
    const found = ours.get(`${item}/${project}/${phase}`);
    for (const [mine, theirs] of [
      [found?.value, Number(value)],
      [found?.se, Number(se)],
    ] as const)
      worst = Math.max(worst, Math.abs((mine ?? Number.NaN) - theirs) / Math.abs(theirs));
  }
  return worst;
}

const folder = mkdtempSync(join(tmpdir(), "score-vs-r-"));
try {
  const paths = writeFiles(folder);
  const definition = join(folder, "definition.json");
  writeFileSync(definition, JSON.stringify(OWNER_SATISFACTION));
  const out = join(folder, "result.json");

  const [answers, population] = await Promise.all([
    readCsvTable(paths.answers),
    readCsvTable(paths.population),
  ]);
  const wave = { name: undefined, option: "--wave" } as const;
  const { strata, respondents } = surveyOfFiles({ answers, population, wave }, OWNER_SATISFACTION, "finite");
  const reduce = () => momentsOfRespondents(OWNER_SATISFACTION, strata, respondents, BY);
  const moments = reduce();
  const evaluated = await best(5, () => evaluate(OWNER_SATISFACTION, moments, { by: BY }));
  const reduced = await best(3, reduce);
  const scored = await best(2, () => scoreFiles(OWNER_SATISFACTION, paths, OPTIONS));
  const command = [
    "server/cli/ov.mjs",
    "score",
    "--answers",
    paths.answers,
    "--population",
    paths.population,
  ];
  const whole = await best(2, () => {
    const ended = spawnSync(
      process.execPath,
      [...command, "--definition", definition, "--by", BY.join(","), "--no-suppression", "--out", out],
      { encoding: "utf8" },
    );
    if (ended.status !== 0) throw new Error(ended.stderr);
  });
  const result: ScoreResult = JSON.parse(readFileSync(out, "utf8"));
  const seconds = (time: number) => `${time.toFixed(3).padStart(9)} s`;
  console.log(
    `${size.toLocaleString("en")} responses, ${ITEMS.length} items, ${result.readings.length.toLocaleString("en")} readings with standard errors`,
  );
  console.log(`ours   evaluate on the sums                    ${seconds(evaluated)}`);
  console.log(`       sums of the rows                        ${seconds(reduced)}`);
  console.log(`       read files, sums, evaluate              ${seconds(scored)}`);
  console.log(`       ov score, process start to written file ${seconds(whole)}`);

  const ended = spawnSync("Rscript", ["bench/score-vs-r.R", paths.answers, paths.population], {
    encoding: "utf8",
    maxBuffer: 64 << 20,
  });
  if (ended.error || ended.status !== 0) {
    console.log(
      `R      not run: install it with 'apt-get install r-base-core r-cran-survey'. ${ended.stderr ?? ""}`.trim(),
    );
  } else {
    const [times = "", versions = "", ...lines] = ended.stdout.trim().split("\n");
    const [read = 0, made = 0, table = 0] = times.split("\t").slice(1).map(Number);
    console.log(
      `R      read files                              ${seconds(read)}   (${versions.split("\t").slice(1).join(", survey ")})`,
    );
    console.log(`       svydesign                               ${seconds(made)}`);
    console.log(
      `       svyby of every item                     ${seconds(table)}   ${lines.length.toLocaleString("en")} means with standard errors`,
    );
    console.log(
      `ratio  table on data in memory: ${(table / (reduced + evaluated)).toFixed(0)} × (sums and evaluate), ${(table / evaluated).toFixed(0)} × (evaluate)`,
    );
    console.log(
      `       from files to table:     ${((read + made + table) / whole).toFixed(0)} × (whole command)`,
    );
    console.log(
      `       largest relative deviation of a value or standard error: ${deviation(lines, result).toExponential(1)}`,
    );
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
