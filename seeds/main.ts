import { parseArgs } from "node:util";
import { analysisPath } from "#server/analysis/analysis.ts";
import { AppError } from "#server/app-error.ts";
import { closeRecord, record } from "#server/database/connection.ts";
import { isCalendarDate, shanghaiDate } from "#surveys/calendar-date.ts";
import { seedDatabase } from "./seed-database.ts";

function wholeNumber(text: string, name: string, least: number): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < least)
    throw new AppError("usage", `--${name} must be a whole number of at least ${least}, not '${text}'.`);
  return value;
}

/** `ov seed`: started by the command line in a process of its own, for nothing may import seeds. */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      owners: { type: "string", default: "20000" },
      seed: { type: "string", default: "20260101" },
      "as-of": { type: "string", default: shanghaiDate(new Date()) },
      reset: { type: "boolean", default: false },
      json: { type: "boolean", default: false },
    },
  });
  const asOf = values["as-of"];
  if (!isCalendarDate(asOf))
    throw new AppError("usage", `--as-of must be a day such as 2026-11-22, not '${asOf}'.`);
  const options = {
    owners: wholeNumber(values.owners, "owners", 500),
    seed: wholeNumber(values.seed, "seed", 0),
    asOf,
    reset: values.reset,
    analysis: analysisPath(),
  };
  try {
    const summary = await seedDatabase(await record(), options, (line) => {
      if (!values.json) process.stdout.write(`${line}\n`);
    });
    if (values.json) process.stdout.write(`${JSON.stringify(summary)}\n`);
  } finally {
    await closeRecord();
  }
}

try {
  await main();
} catch (failure) {
  const known = failure instanceof AppError;
  const message = failure instanceof Error ? failure.message : String(failure);
  const json = process.argv.includes("--json");
  process.stderr.write(
    json
      ? `${JSON.stringify({ error: { code: known ? failure.code : "internal", message, details: {} } })}\n`
      : `${message}\n`,
  );
  process.exitCode = known && failure.code === "usage" ? 2 : 1;
}
