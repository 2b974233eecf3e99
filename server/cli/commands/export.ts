import { writeFileSync } from "node:fs";
import { extname } from "node:path";
import { shanghaiDate } from "#surveys/calendar-date.ts";
import { type Analysis, analysisPath } from "../../analysis/analysis.ts";
import { commandAnalysis } from "../../analysis/command-analysis.ts";
import { AppError } from "../../app-error.ts";
import { writeAudit } from "../../audit/write-audit.ts";
import { closeRecord, type Database, record } from "../../database/connection.ts";
import { operationsTable } from "../../exports/operations-table.ts";
import { readingsTable } from "../../exports/readings-table.ts";
import { responsesTable } from "../../exports/responses-table.ts";
import type { Written } from "../../exports/table.ts";
import { writerFor, writeTable } from "../../exports/write-table.ts";
import { publishedDefinition } from "../../indicators/definitions.ts";
import { ensureShippedDefinitions } from "../../indicators/shipped-definitions.ts";
import { commandScope } from "../../scope/scope.ts";
import { type Command, flagNumber, flagText, type Invocation } from "../command.ts";

const WHAT = ["responses", "readings", "operations", "definition"] as const;
type What = (typeof WHAT)[number];

type Wave = { readonly id: number; readonly year: number; readonly cutoffOn: string; readonly ageBy: string };

/** The waves asked for: of a questionnaire, of one year or all. @throws AppError `not_found` */
async function wavesOf(
  db: Database,
  questionnaire: string,
  year: number | undefined,
): Promise<readonly Wave[]> {
  const rows = await db
    .selectFrom("wave")
    .select(["id", "year", "cutoff_on", "age_by"])
    .where("questionnaire_id", "=", questionnaire)
    .$if(year !== undefined, (query) => query.where("year", "=", year ?? 0))
    .orderBy("year")
    .execute();
  if (rows.length === 0) {
    throw new AppError(
      "not_found",
      `There is no wave of '${questionnaire}'${year === undefined ? "" : ` in ${year}`}: choose another with --wave or --questionnaire.`,
    );
  }
  return rows.map(({ id, year, cutoff_on, age_by }) => ({ id, year, cutoffOn: cutoff_on, ageBy: age_by }));
}

async function exportTable(
  what: What,
  invocation: Invocation,
  db: Database,
  analysis: Analysis,
  out: string,
) {
  if (what === "operations") {
    const now = new Date();
    const scope = await commandScope(db, shanghaiDate(now));
    const year = flagNumber(invocation, "wave");
    return writeTable(await operationsTable({ db, analysis }, scope, year, now), out);
  }
  const questionnaire = flagText(invocation, "questionnaire") ?? "annual";
  const waves = await wavesOf(db, questionnaire, flagNumber(invocation, "wave"));
  const table =
    what === "readings"
      ? await readingsTable(
          { db, analysis },
          { questionnaire, waves, definition: flagText(invocation, "definition") },
        )
      : await responsesTable(analysis, {
          questionnaire,
          waveIds: waves.map(({ id }) => id),
          tenureWaves: waves.flatMap(({ id, ageBy }) => (ageBy === "tenure" ? [id] : [])),
          all: invocation.flags.all === true,
          typed: [".parquet", ".arrow"].includes(extname(out).toLowerCase()),
        });
  return writeTable(table, out);
}

async function exportDefinition(invocation: Invocation, db: Database, out: string): Promise<Written> {
  const { definition } = await publishedDefinition(db, flagText(invocation, "definition"));
  writeFileSync(out, `${JSON.stringify(definition, null, 2)}\n`, { mode: 0o600 });
  return { path: out, rows: 1 };
}

export const exportCommand: Command = {
  name: "export",
  usage: "export responses|readings|operations|definition --out FILE [--wave YEAR]",
  about:
    "writes answers without any person, what may be shown of the readings or of repairs, complaints and calls, or the definition in force",
  flags: [
    { name: "out", value: "FILE", about: "csv, xlsx, parquet or arrow by its ending; json for a definition" },
    { name: "wave", value: "YEAR", about: "one wave only" },
    { name: "questionnaire", value: "ID", about: "annual when left out" },
    { name: "definition", value: "ID", about: "another definition than the index of owner satisfaction" },
    { name: "all", about: "responses that do not count as well, with their quality" },
  ],
  run: async (invocation) => {
    const what = WHAT.find((each) => each === invocation.words[0]);
    const out = flagText(invocation, "out");
    if (what === undefined || invocation.words.length > 1 || out === undefined) {
      throw new AppError("usage", `Say what to export and where to: use ov ${exportCommand.usage}.`);
    }
    if (what !== "definition") writerFor(out);
    const opened = await record();
    try {
      await ensureShippedDefinitions(opened.db);
      let written: Written;
      if (what === "definition") written = await exportDefinition(invocation, opened.db, out);
      else {
        const { analysis } = await commandAnalysis(opened, analysisPath());
        try {
          written = await exportTable(what, invocation, opened.db, analysis, out);
        } finally {
          await analysis.close();
        }
      }
      if (what !== "definition")
        await writeAudit(opened.db, {
          action: "export.made",
          actorId: null,
          subject: `export:${what}`,
          detail: { format: extname(out).slice(1), rows: written.rows, by: "command" },
        });
      invocation.say(`已导出 ${written.rows} 行：${written.path}。 ${written.rows} rows written.`);
      invocation.result({ what, ...written });
    } finally {
      await closeRecord();
    }
  },
};
