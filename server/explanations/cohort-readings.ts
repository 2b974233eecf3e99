import type { Moments } from "#analytics/moments.ts";
import type { Reading } from "#analytics/reading.ts";
import { type CutTable, partName } from "#server/explore/cut-part.ts";
import { type CutTableRequest, cutTable } from "#server/explore/cut-table.ts";
import { sumsByCuts } from "#server/explore/sums-by-cuts.ts";
import type { IndicatorCut } from "#server/indicators/cut.ts";
import type { CutWave } from "#server/indicators/cut-wave.ts";
import { publishedVersion } from "#server/indicators/definitions.ts";
import { restatedTable } from "#server/indicators/restated-table.ts";
import type { Sources } from "#server/indicators/sources.ts";
import { remembered } from "#server/indicators/table-cache.ts";
import { readLevels, type WaveTable } from "#server/indicators/wave-table.ts";

/** A wave's readings of projects by handover batch: what may be shown, and what differences are tested with. */
export type CohortTable = {
  /** By batch, then by place and node. */
  readonly shown: ReadonlyMap<string, WaveTable["shown"]>;
  readonly samples: ReadonlyMap<string, WaveTable["shown"]>;
};

const PROJECTS = [{ name: "project", by: ["project"], phases: false }] as const;

/** One batch of a table, in the shape of the table of a whole wave. */
function batchTable(
  whole: WaveTable,
  { moments, parts }: CutTable & { readonly moments: Moments },
  batch: string,
): WaveTable | undefined {
  const part = parts.get(partName(["batch"], { batch }));
  if (part === undefined) return undefined;
  const cells = moments.cells.filter(({ group }) => (group.batch ?? "") === batch);
  return {
    ...whole,
    shown: part.shown,
    samples: () =>
      readLevels(whole.definitions, { ...moments, cells, whole: moments.cells }, PROJECTS, "process")
        .readings,
  };
}

/**
 * The batches of a wave under the rule of the cut. Where that is another than the rule of the wave's time, each batch is told as a
 * restated wave is: two weightings of the same leaves must not solve for a hidden one.
 */
export function cohortReadings(sources: Sources, cut: IndicatorCut, wave: CutWave): Promise<CohortTable> {
  const { published } = cut;
  return remembered(`cohorts|${wave.table.id}|${wave.inForce.id}`, async () => {
    const request = { waveId: wave.wave.id, questionnaire: wave.wording.questionnaire };
    const same = wave.version === published.definition.version;
    const rule = same ? published : await publishedVersion(sources.db, wave.version);
    const classMinimum = rule.definition.minimumAnswers;
    const tableOf = async (whole: WaveTable, by: CutTableRequest["published"]) => {
      const one = { sources, published: by, request, whole, classMinimum };
      return { ...(await cutTable(one, ["batch"], false)), moments: await sumsByCuts(one, ["batch"]) };
    };
    const asked = await tableOf(wave.asked, published);
    const then = same ? undefined : await tableOf(wave.inForce, rule);
    const shown = new Map<string, WaveTable["shown"]>();
    const samples = new Map<string, WaveTable["shown"]>();
    for (const { values } of asked.parts.values()) {
      const batch = values.batch ?? "";
      const now = batchTable(wave.asked, asked, batch);
      const was = then && batchTable(wave.inForce, then, batch);
      if (now === undefined || (then !== undefined && was === undefined)) continue;
      const table = was === undefined ? now : restatedTable(was, now);
      shown.set(batch, table.shown);
      samples.set(batch, table.samples("project"));
    }
    return { shown, samples };
  });
}

/** Reading of a project's batch. */
export function cohortReading(
  of: ReadonlyMap<string, WaveTable["shown"]>,
  batch: string,
  project: number,
  node: string,
): Reading | undefined {
  return of.get(batch)?.get(`project:${project}/`)?.get(node);
}
