import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import type { DuckDBDataChunk, DuckDBValue, JS } from "@duckdb/node-api";
import type { AnswerCount, Moments } from "#analytics/moments.ts";
import { shanghaiDate } from "#surveys/calendar-date.ts";
import { AppError } from "../app-error.ts";
import { record } from "../database/connection.ts";
import { env } from "../env.ts";
import { processSingleton, takeProcessSingleton } from "../process-singleton.ts";
import { type AnswerRows, type AnswerRowsRequest, answerRows } from "./answer-rows.ts";
import { type Core, type CoreOptions, exclusively, openCore, reading } from "./core.ts";
import { countedResponses, keepCubes, type LoadReport, load } from "./loader.ts";
import { type LoadingLoop, loadingLoop } from "./loading-loop.ts";
import { answersOfSelection, momentsOfSelection } from "./moments-of-selection.ts";
import { partOf, refuseUnknownItems, residentOf } from "./questionnaire-part.ts";
import { itemsIn } from "./reduce-responses.ts";
import { repairing } from "./repairing.ts";
import type { Resident } from "./resident.ts";
import {
  type AnswersRequest,
  type Dated,
  isCubeCut,
  type MomentsRequest,
  type Selection,
} from "./selection.ts";
import { type StratumRow, selectedRows } from "./strata.ts";
import { coveringCube, reducedResponses } from "./sums-on-demand.ts";

/** How far the analysis stands behind the record. */
type Freshness = {
  /** Seconds since the record was last read to its end; undefined before the first load. */
  readonly lagSeconds: number | undefined;
  readonly dataVersion: string | undefined;
  /** The record's clock at that moment, ISO. */
  readonly asOf: string | undefined;
  /** Counted responses. */
  readonly responses: number;
};

export type Analysis = {
  /** Takes over what changed on the record, or everything. @throws whatever the record or the file throws; the last good state stays */
  readonly load: (options?: { readonly rebuild?: boolean }) => Promise<LoadReport>;
  /** Loads again and again, at most a second after a change. The function returned ends it. */
  readonly startLoading: () => () => Promise<void>;
  /** Says that something was just committed, so that the loop need not wait for its next turn. */
  readonly wake: () => void;
  readonly freshness: () => Freshness;
  /**
   * Sums for `evaluate`: from the resident cubes when the cut allows, from the responses otherwise. The columns and bases
   * are at least those asked for; the arrays are shared, so they must not be written.
   */
  readonly moments: (request: MomentsRequest) => Promise<Dated<{ readonly moments: Moments }>>;
  /** How often each answer was given, by the groups asked for. */
  readonly answerCounts: (
    request: AnswersRequest,
  ) => Promise<Dated<{ readonly counts: readonly AnswerCount[] }>>;
  /** Counted answers one by one, for the few questions that sums cannot answer. */
  readonly answerRows: (request: AnswerRowsRequest) => Promise<Dated<{ readonly rows: AnswerRows }>>;
  /** Owners, outcomes and regions of the strata a selection is about; filters and grouping have no say. */
  readonly strata: (
    selection: Pick<Selection, "waveIds" | "projectIds" | "phases">,
  ) => Dated<{ readonly strata: readonly StratumRow[] }>;
  /** A statement of our own on a hardened connection, values bound. */
  readonly query: (statement: string, values?: DuckDBValue[]) => Promise<Record<string, JS>[]>;
  /** The same row by row, for results that need not fit into memory. */
  readonly rows: (statement: string, values?: DuckDBValue[]) => AsyncGenerator<readonly JS[]>;
  /** The same in the engine's own chunks of columns, for results that travel as columns. */
  readonly chunks: (statement: string, values?: DuckDBValue[]) => AsyncGenerator<DuckDBDataChunk>;
  /** Ends loading, keeps the cubes for the next start and gives the file back. */
  readonly close: () => Promise<void>;
};

function dated<T>(core: Core, resident: Resident, value: T): Dated<T> {
  return { ...value, dataVersion: resident.dataVersion, asOf: core.seen?.asOf ?? "" };
}

function freshnessOf({ resident, seen, clock }: Core): Freshness {
  return {
    lagSeconds: seen && resident ? Math.max(0, (clock().getTime() - seen.at) / 1000) : undefined,
    dataVersion: resident?.dataVersion,
    asOf: seen?.asOf,
    responses: resident ? countedResponses(resident) : 0,
  };
}

async function momentsOf(core: Core, request: MomentsRequest): Promise<Dated<{ readonly moments: Moments }>> {
  const shape = { columns: request.columns, bases: request.bases ?? [] };
  const items = itemsIn(shape);
  refuseUnknownItems(partOf(residentOf(core), request.questionnaire).relation, items);
  const today = shanghaiDate(core.clock());
  if (isCubeCut(request)) {
    const { resident, cube } = await coveringCube(core, request.questionnaire, shape);
    return dated(core, resident, { moments: momentsOfSelection(resident, request, today, cube.sums) });
  }
  const { columns: _, bases: __, ...selection } = request;
  const { resident, reduction } = await reducedResponses(core, selection, shape, items);
  const whole = partOf(resident, request.questionnaire).first.sums;
  return dated(core, resident, { moments: momentsOfSelection(resident, request, today, whole, reduction) });
}

async function answersOf(
  core: Core,
  request: AnswersRequest,
): Promise<Dated<{ readonly counts: readonly AnswerCount[] }>> {
  const { items, ...selection } = request;
  const { relation } = partOf(residentOf(core), request.questionnaire);
  const wanted = new Set(items ?? relation.codeBook.map(({ item }) => item));
  refuseUnknownItems(relation, wanted);
  const today = shanghaiDate(core.clock());
  if (isCubeCut(request)) {
    const resident = residentOf(core);
    const { tally } = partOf(resident, request.questionnaire).cubes;
    return dated(core, resident, { counts: answersOfSelection(resident, selection, today, tally, wanted) });
  }
  const none = { columns: [], bases: [] };
  const { resident, reduction } = await reducedResponses(core, selection, none, wanted);
  const { tally } = partOf(resident, request.questionnaire).cubes;
  const counts = answersOfSelection(resident, selection, today, tally, wanted, reduction);
  return dated(core, resident, { counts });
}

async function* rowsOf(core: Core, statement: string, values: DuckDBValue[]): AsyncGenerator<readonly JS[]> {
  const connection = await core.instance.connect();
  try {
    const result = await connection.stream(statement, values);
    for await (const rows of result.yieldRowsJs()) yield* rows;
  } finally {
    connection.closeSync();
  }
}

async function* chunksOf(
  core: Core,
  statement: string,
  values: DuckDBValue[],
): AsyncGenerator<DuckDBDataChunk> {
  const connection = await core.instance.connect();
  try {
    const result = await connection.stream(statement, values);
    for (
      let chunk = await result.fetchChunk();
      chunk && chunk.rowCount > 0;
      chunk = await result.fetchChunk()
    )
      yield chunk;
  } finally {
    connection.closeSync();
  }
}

/**
 * Opens the analysis of a record: on a file for this process alone, or in memory for one use. Load before asking.
 * @throws AppError `analysis_unavailable` when another process has the file
 */
export async function openAnalysis(options: CoreOptions): Promise<Analysis> {
  const core = await openCore(options);
  let loop: LoadingLoop | undefined;
  return {
    load: (options) => load(core, options),
    startLoading() {
      loop ??= loadingLoop(() => load(core));
      const running = loop;
      return () => running.stop();
    },
    wake: () => loop?.wake(),
    freshness: () => freshnessOf(core),
    moments: (request) => repairing(core, () => momentsOf(core, request)),
    answerCounts: (request) => repairing(core, () => answersOf(core, request)),
    answerRows: (request) =>
      repairing(core, async () => {
        const { resident, rows } = await answerRows(core, request, shanghaiDate(core.clock()));
        return dated(core, resident, { rows });
      }),
    strata(selection) {
      const resident = residentOf(core);
      const rows = selectedRows(resident, selection, shanghaiDate(core.clock()));
      return dated(core, resident, { strata: rows });
    },
    query: (statement, values = []) =>
      repairing(core, () =>
        reading(core, async (connection) =>
          (await connection.runAndReadAll(statement, values)).getRowObjectsJS(),
        ),
      ),
    rows: (statement, values = []) => rowsOf(core, statement, values),
    chunks: (statement, values = []) => chunksOf(core, statement, values),
    async close() {
      await loop?.stop();
      await exclusively(core, async () => {
        if (core.closed) return;
        core.closed = true;
        try {
          await keepCubes(core);
        } finally {
          core.writer.closeSync();
          core.instance.closeSync();
          core.lock?.release();
        }
      });
    },
  };
}

/** Where the analysis lies. It may be deleted at any time while nobody runs: the next load makes the same again. */
export function analysisPath(): string {
  return join(env().dataDir, "analysis.duckdb");
}

/** Milliseconds a server waits for a command that has the file at the moment. */
const PATIENCE = 15_000;

async function openPatiently(options: CoreOptions): Promise<Analysis> {
  for (const until = Date.now() + PATIENCE; ; await delay(250)) {
    try {
      return await openAnalysis(options);
    } catch (failure) {
      const held = failure instanceof AppError && failure.code === "analysis_unavailable";
      if (!held || Date.now() > until) throw failure;
    }
  }
}

/** The analysis of this process, on its file in the data folder: opened once, the same for every module graph. */
export function analysis(): Promise<Analysis> {
  return processSingleton("analysis", async () => {
    try {
      return await openPatiently({ record: await record(), path: analysisPath() });
    } catch (failure) {
      // whoever asks next may find the file free
      takeProcessSingleton("analysis");
      throw failure;
    }
  });
}

/** Closes the process' analysis if it was opened. */
export async function closeAnalysis(): Promise<void> {
  const opened = await takeProcessSingleton<Promise<Analysis>>("analysis");
  await opened?.close();
}
