import { createHash } from "node:crypto";
import type { Moments } from "#analytics/moments.ts";
import { processSingleton } from "#server/process-singleton.ts";
import type { CutTable } from "./cut-part.ts";
import type { CutTableRequest } from "./cut-table.ts";
import { packTable, unpackTable } from "./packed-table.ts";
import { type KeptState, type TableStore, tableStore } from "./table-store.ts";

type Whole = { readonly id: string };
type Kept = { readonly store: TableStore; readonly of: KeptState };

/** States that may be in use at a time; the oldest are forgotten. */
const MOST = 256;

/** Where the tables of a wave are kept, by the name of its numbers. */
function places(): Map<string, Kept> {
  return processSingleton("kept-tables", () => new Map<string, Kept>());
}

function hashSums(
  sum: ReturnType<typeof createHash>,
  { columns, bases, strata, cells, records }: Moments,
): void {
  sum.update(JSON.stringify([columns, bases, strata, records ?? null, cells.length]));
  for (const { stratum, group, respondents, ...arrays } of cells) {
    sum.update(JSON.stringify([stratum, group, respondents]));
    for (const name of ["n", "sumA", "sumB", "sumAB", "bases"] as const) sum.update(arrays[name]);
  }
}

/**
 * Says of a wave that no longer changes that its tables are to be kept on disk, where this process has a store. What they are kept under is
 * made from all that goes into them: the sums of its answers by every cut, the numbers of the whole and what of them is shown, the rule, and
 * the program. So a table of other answers, of another frame or of another program is never found, whatever came between.
 * @param sums by all cuts
 */
export async function keepTablesOf(
  { published: { definition }, whole, classMinimum }: CutTableRequest,
  sums: Moments,
): Promise<void> {
  const store = tableStore();
  const all = places();
  if (store === undefined || all.has(whole.id)) return;
  const text = JSON.stringify(definition);
  const sum = createHash("sha256").update(JSON.stringify([store.program, whole.waveId, classMinimum, text]));
  hashSums(sum, whole.moments);
  for (const [place, nodes] of whole.shown)
    sum.update(`${place} ${[...nodes].map(([node, { state }]) => `${node} ${state}`).join()}\n`);
  hashSums(sum, sums);
  const rule = createHash("sha256").update(text).digest("hex").slice(0, 16);
  const of = { waveId: whole.waveId, rule, state: sum.digest("hex") };
  await store.begin(of);
  all.set(whole.id, { store, of });
  for (const oldest of all.keys()) {
    if (all.size <= MOST) break;
    all.delete(oldest);
  }
}

/** A table that was made before, perhaps by another process; undefined when there is none of just this state. */
export async function keptTable(whole: Whole, name: string): Promise<CutTable | undefined> {
  const kept = places().get(whole.id);
  const bytes = await kept?.store.read(kept.of, name);
  return bytes && unpackTable(bytes);
}

/** Keeps a table for the next start, if it is of a wave that no longer changes. */
export async function keepTable(whole: Whole, name: string, table: CutTable): Promise<void> {
  const kept = places().get(whole.id);
  await kept?.store.write(kept.of, name, packTable(table));
}

/** Whether a table is on disk. */
export async function isKept(whole: Whole, name: string): Promise<boolean> {
  const kept = places().get(whole.id);
  return (await kept?.store.has(kept.of, name)) ?? false;
}
