import type pg from "pg";
import { type Core, exclusively, isDamage, startAfresh } from "./core.ts";
import { writeCubes } from "./cube-pages.ts";
import { firstShape, publishedDefinitions } from "./cube-shapes.ts";
import { type Dimensions, dimensionsOf } from "./dimensions.ts";
import { loadChanges } from "./load-changes.ts";
import type { CubeShape } from "./load-draft.ts";
import { readLoadState } from "./load-state.ts";
import { rebuild } from "./rebuild.ts";
import { readChanges, readHead } from "./record-head.ts";
import type { Resident } from "./resident.ts";
import { type ResponseRelation, responseRelation } from "./response-relation.ts";
import { restore } from "./restore.ts";
import { shapeOf } from "./schema.ts";
import { withSecondReader } from "./second-reader.ts";

type LoadKind = "nothing" | "changes" | "rebuild";

/** What a load did. */
export type LoadReport = {
  readonly kind: LoadKind;
  /** Counted responses now. */
  readonly responses: number;
  readonly dataVersion: string;
  /** The record's clock at the snapshot, ISO. */
  readonly asOf: string;
  readonly milliseconds: number;
};

/** Loads with changes after which the cubes are written out, so that a killed process need not sum everything again. */
const LOADS_BETWEEN_WRITES = 500;

/** Counted responses of an analysis. */
export function countedResponses({ cubes }: Resident): number {
  const cells = [...cubes.values()].flatMap((each) => each.cubes[0]?.sums.cells ?? []);
  return cells.reduce((sum, cell) => sum + (cell?.respondents ?? 0), 0);
}

function relationsOf({ questionnaires }: Dimensions): readonly ResponseRelation[] {
  return [...Map.groupBy(questionnaires, ({ id }) => id).values()].map(responseRelation);
}

/** One load. The resident is replaced when everything has been committed, and left alone when anything fails. */
async function advance(core: Core, client: pg.ClientBase, anew: boolean): Promise<LoadKind> {
  const at = core.clock().getTime();
  const head = await readHead(client);
  const same = core.resident?.dimensionsText === head.dimensionsText ? core.resident : undefined;
  const dimensions = same?.dimensions ?? (await dimensionsOf(client, head.dimensionsText));
  const relations = same?.relations ?? relationsOf(dimensions);
  const definitions = same ? [] : await publishedDefinitions(client);
  const shapes = (relation: ResponseRelation): readonly CubeShape[] =>
    same?.cubes.get(relation.questionnaireId)?.cubes.map(({ sums }) => sums) ??
    firstShape(relation, definitions);

  if (core.resident === undefined && !anew) {
    const restored = await restore(core.writer, head.epoch, dimensions, relations, shapes);
    core.resident = restored?.resident;
    core.seen = restored && { at: 0, asOf: head.asOf, snapshot: restored.snapshot };
    if (restored?.cubesWereStored) core.cubesWritten = restored.resident.sequence;
  }
  const { resident: before, seen } = core;
  const fits = before?.epoch === head.epoch && before.shape === (same?.shape ?? shapeOf(relations)) && !anew;
  const changes = fits && seen ? await readChanges(client, seen.snapshot) : undefined;
  const changed = changes?.responses || changes?.frame || changes?.deletions;
  let kind: LoadKind = "nothing";
  let after = before;
  if (before === undefined || seen === undefined || changes === undefined || changes.wentBack) {
    kind = "rebuild";
    const sequence = (before?.sequence ?? 0) + 1;
    after = await withSecondReader(core.record.pool, client, (second) =>
      rebuild(core.writer, client, second, head, dimensions, relations, shapes, sequence),
    );
  } else if (changed || head.dimensionsText !== before.dimensionsText) {
    kind = "changes";
    after = await loadChanges(core.writer, client, before, seen.snapshot, head, changes, dimensions);
  }
  if (kind !== "nothing" && (await readLoadState(core.writer))?.sequence !== after?.sequence) {
    throw new Error("the analysis answered a commit it did not keep");
  }
  core.resident = after;
  core.seen = { at, asOf: head.asOf, snapshot: head.snapshot };
  return kind;
}

/** Writes the cubes to the file; without them the next start sums the responses again. */
export async function keepCubes(core: Core): Promise<void> {
  const { resident } = core;
  if (resident === undefined || core.path === undefined || core.cubesWritten === resident.sequence) return;
  await writeCubes(core.writer, resident);
  core.cubesWritten = resident.sequence;
  // with readers under way it has to wait for the next one, which DuckDB starts by itself
  await core.writer.run("checkpoint").catch(() => undefined);
}

/** One long join, read once: it fits into memory at a million homes, and compiling it takes longer than it saves. */
const READING = "set local work_mem = '128MB'; set local jit = off";

async function loadOnce(core: Core, anew: boolean): Promise<LoadReport> {
  const started = performance.now();
  const client = await core.record.pool.connect();
  let failed = true;
  try {
    await client.query(`begin isolation level repeatable read, read only; ${READING}`);
    const kind = await advance(core, client, anew);
    await client.query("commit");
    failed = false;
    const { resident, seen } = core;
    if (resident === undefined || seen === undefined) throw new Error("a load ended without an analysis");
    if (kind === "rebuild" || resident.sequence - core.cubesWritten >= LOADS_BETWEEN_WRITES) {
      await keepCubes(core);
    }
    return {
      kind,
      responses: countedResponses(resident),
      dataVersion: resident.dataVersion,
      asOf: seen.asOf,
      milliseconds: performance.now() - started,
    };
  } finally {
    // a connection in the middle of a COPY is of no use to anybody else
    client.release(failed);
  }
}

/**
 * Brings the analysis up to the record: by what changed since the last load, or from nothing when the file is new, of
 * another shape, of another record, or broken.
 * @param options.rebuild from nothing whatever the file holds
 */
export function load(core: Core, options: { readonly rebuild?: boolean } = {}): Promise<LoadReport> {
  const anew = options.rebuild ?? false;
  return exclusively(core, async () => {
    try {
      return await loadOnce(core, anew);
    } catch (failure) {
      if (!isDamage(failure)) throw failure;
      await startAfresh(core);
      return loadOnce(core, true);
    }
  });
}
