import { CsvError, parse } from "csv-parse/sync";
import { z } from "zod";
import type { Database } from "#server/database/connection.ts";
import type { NodeInfo } from "#server/indicators/nodes.ts";
import { need, type Scope } from "#server/scope/scope.ts";
import { type Changed, putTargets, type TargetChange } from "./change-entries.ts";
import { knownNodes, rangeOf } from "./known-nodes.ts";

export const targetFile = z.strictObject({
  /** A table with commas, or tabs as spreadsheets put them on the clipboard; its first row names the columns. */
  text: z.string().max(500_000),
});

/** What is wrong with a line, numbered as a spreadsheet shows it; the header is line 1. */
export type LineProblem = {
  readonly line: number;
  readonly problem:
    | "not-a-table"
    | "no-column"
    | "unknown-indicator"
    | "unknown-unit"
    | "twin-name"
    | "bad-year"
    | "bad-value"
    | "out-of-range"
    | "twice"
    | "too-many";
  /** The cell, or the column that is missing. */
  readonly text: string;
};

export type TargetLine = Omit<TargetChange, "seen"> & { readonly line: number };

export type ReadTargets = {
  readonly lines: readonly TargetLine[];
  readonly problems: readonly LineProblem[];
};

const COLUMNS = {
  node: ["指标", "indicator", "node"],
  unit: ["单位", "项目", "unit"],
  year: ["年度", "年份", "year"],
  value: ["目标", "目标值", "target", "value"],
  reason: ["说明", "理由", "reason", "note"],
} as const satisfies Record<string, readonly string[]>;
const EVERY_UNIT = new Set(["", "全部", "所有单位", "all", "*"]);
const MOST = 5_000;

type Unit = { readonly id: number; readonly names: readonly string[] };

function found<T>(things: readonly T[], matches: (thing: T) => boolean): T | "none" | "several" {
  const hits = things.filter(matches);
  return hits.length === 0 ? "none" : hits.length > 1 ? "several" : (hits[0] as T);
}

/**
 * Reads a table of targets. Indicators go by code or title, units by code or name, an empty unit means every unit, an empty value
 * takes the target away. Nothing is guessed: what does not fit is named by its line.
 */
export function readTargetFile(
  text: string,
  nodes: readonly NodeInfo[],
  units: readonly Unit[],
): ReadTargets {
  let records: string[][];
  const delimiter = text.split("\n", 1)[0]?.includes("\t") ? "\t" : ",";
  try {
    records = parse(text.replace(/^\ufeff/, ""), {
      delimiter,
      relax_column_count: true,
      skip_empty_lines: false,
    });
  } catch (failure) {
    if (!(failure instanceof CsvError)) throw failure;
    const line = typeof failure.lines === "number" ? failure.lines : 1;
    return { lines: [], problems: [{ line, problem: "not-a-table", text: "" }] };
  }
  const head = (records[0] ?? []).map((cell) => cell.trim().toLowerCase());
  const place = (column: keyof typeof COLUMNS) =>
    head.findIndex((cell) => (COLUMNS[column] as readonly string[]).includes(cell));
  const missing = (["node", "year", "value"] as const).filter((column) => place(column) < 0);
  if (missing.length > 0)
    return {
      lines: [],
      problems: missing.map((column) => ({ line: 1, problem: "no-column", text: COLUMNS[column][0] })),
    };
  const problems: LineProblem[] = [];
  const lines: TargetLine[] = [];
  const seen = new Map<string, number>();
  for (const [at, cells] of records.slice(1).entries()) {
    const line = at + 2;
    const cell = (column: keyof typeof COLUMNS) => (cells[place(column)] ?? "").trim();
    if (cells.every((each) => each.trim() === "")) continue;
    if (lines.length >= MOST) {
      problems.push({ line, problem: "too-many", text: String(MOST) });
      break;
    }
    const wrong = (problem: LineProblem["problem"], said: string) =>
      problems.push({ line, problem, text: said.slice(0, 80) });
    const node = found(nodes, ({ id, title }) => [id, title.zh, title.en].includes(cell("node")));
    const everyUnit = EVERY_UNIT.has(cell("unit").toLowerCase());
    const unit = everyUnit ? null : found(units, ({ names }) => names.includes(cell("unit")));
    const year = /^\d{4}$/.test(cell("year")) ? Number(cell("year")) : Number.NaN;
    const written = cell("value")
      .replace(/[%％]$/, "")
      .replaceAll("−", "-");
    const value = written === "" ? null : /^[+-]?\d+(\.\d+)?$/.test(written) ? Number(written) : Number.NaN;
    if (node === "none") wrong("unknown-indicator", cell("node"));
    if (node === "several") wrong("twin-name", cell("node"));
    if (unit === "none") wrong("unknown-unit", cell("unit"));
    if (unit === "several") wrong("twin-name", cell("unit"));
    if (!(year >= 2000 && year <= 2100)) wrong("bad-year", cell("year"));
    if (Number.isNaN(value)) wrong("bad-value", cell("value"));
    if (typeof node === "string" || typeof unit === "string" || Number.isNaN(value)) continue;
    if (!(year >= 2000 && year <= 2100)) continue;
    const [least, most] = rangeOf(node);
    if (value !== null && (value < least || value > most)) {
      wrong("out-of-range", cell("value"));
      continue;
    }
    const key = `${node.id}|${unit?.id ?? ""}|${year}`;
    const before = seen.get(key);
    if (before !== undefined) {
      wrong("twice", String(before));
      continue;
    }
    seen.set(key, line);
    lines.push({
      line,
      node: node.id,
      unit: unit?.id ?? null,
      year,
      value,
      reason: cell("reason").slice(0, 500),
    });
  }
  return { lines, problems };
}

function unitsOf(scope: Scope): readonly Unit[] {
  return [...scope.tree.units.values()]
    .filter(({ kind }) => ["group", "region", "project"].includes(kind))
    .map(({ id, code, name, nameEn, aliases }) => ({
      id,
      names: [code, name, ...aliases, ...(nameEn === null ? [] : [nameEn])],
    }));
}

/** Reads a file and says what it would do, line by line; nothing is changed. */
export async function checkTargetFile(
  db: Database,
  scope: Scope,
  { text }: z.infer<typeof targetFile>,
): Promise<ReadTargets> {
  need(scope, "settings.change");
  return readTargetFile(text, await knownNodes(db), unitsOf(scope));
}

/** Sets the targets of a file, all or none: with a single wrong line nothing is changed and the lines are named. */
export async function importTargetFile(
  db: Database,
  scope: Scope,
  file: z.infer<typeof targetFile>,
): Promise<Changed & { readonly problems: readonly LineProblem[] }> {
  const { lines, problems } = await checkTargetFile(db, scope, file);
  if (problems.length > 0 || lines.length === 0) return { batch: "", count: 0, problems };
  const changes = lines.map(({ line: _, ...change }) => change);
  return { ...(await putTargets(db, scope, changes)), problems };
}
