import { mkdtempSync, readdirSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type CrosstabQuery, crosstabQuery } from "#server/explore/crosstab-query.ts";
import { crosstabView } from "#server/explore/crosstab-view.ts";
import { programInUse } from "#server/explore/program-in-use.ts";
import { heldBytes } from "#server/explore/table-shelf.ts";
import { giveTableStore, openTableStore } from "#server/explore/table-store.ts";
import type { Sources } from "#server/indicators/sources.ts";
import { takeProcessSingleton } from "#server/process-singleton.ts";
import type { Scope } from "#server/scope/scope.ts";

type Asker = { readonly scope: Scope; readonly home: number };
type Click = { readonly name: string; readonly run: () => Promise<unknown> };

function explored(sources: Sources, { scope, home }: Asker, query: Partial<CrosstabQuery>) {
  return crosstabView(sources, scope, crosstabQuery.parse({ unit: home, ...query }));
}

/** Crossings and filters of a wave, asked by everybody: one question after the other. */
export async function exploringClicks(
  sources: Sources,
  people: readonly Asker[],
  wave: number,
): Promise<readonly Click[]> {
  const { choices } = await explored(sources, people[0] as Asker, { wave });
  const [productType, batch] = [choices.productTypes[0], choices.ages[0]];
  const asked: readonly Partial<CrosstabQuery>[] = [
    { rows: "product_type", columns: "phase" },
    { rows: "phase", columns: "mode", ...(productType && { productType }) },
    { rows: "project", ...(batch && { batch }) },
    { rows: "node", mode: "web", ...(productType && { productType }) },
    { rows: "batch", columns: "product_type", mode: "phone" },
    { rows: "region", columns: "phase", ...(productType && { productType }), ...(batch && { batch }) },
  ];
  return asked.flatMap((query) =>
    people.map((each) => ({
      name: [query.rows, query.columns].filter(Boolean).join(" × "),
      run: () => explored(sources, each, { ...query, wave }),
    })),
  );
}

/** A store for the tables of this run, as the server has one. */
export function storeForNow() {
  const folder = mkdtempSync(join(tmpdir(), "ownervoice-tables-"));
  giveTableStore(openTableStore(folder, Buffer.alloc(32, 1), programInUse()));
  return {
    /** Bytes on disk. */
    size: () =>
      readdirSync(folder, { recursive: true, encoding: "utf8" }).reduce(
        (sum, name) => sum + (name.endsWith(".table") ? statSync(join(folder, name)).size : 0),
        0,
      ),
    close: () => {
      giveTableStore(undefined);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Forgets every table, as a process does that ends. */
export function forgetTables(): void {
  for (const name of ["tables-by-cut", "kept-tables", "indicator-tables", "tables-ahead", "cuts-made-ahead"])
    takeProcessSingleton(name);
}

/** Memory of this process and what its tables by cuts take of it, in words. */
export function memoryTaken(): string {
  const { heapUsed, arrayBuffers, rss } = process.memoryUsage();
  const mega = (bytes: number) => `${(bytes / 1e6).toFixed(0)} MB`;
  return `tables and sums ${mega(heldBytes())}; heap ${mega(heapUsed)}, arrays ${mega(arrayBuffers)}, process ${mega(rss)}`;
}

/** Runs something and tells how long it took, by the clock and of the processor. */
export async function timed(title: string, run: () => Promise<unknown>): Promise<void> {
  const [start, used] = [performance.now(), process.cpuUsage()];
  await run();
  const { user, system } = process.cpuUsage(used);
  console.log(
    `${title}: ${((performance.now() - start) / 1000).toFixed(1)} s, ${((user + system) / 1e6).toFixed(1)} s of processor`,
  );
}
