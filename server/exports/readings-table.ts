import { frameVersion } from "#analytics/frame-version.ts";
import type { Reading } from "#analytics/reading.ts";
import { publishedDefinition } from "../indicators/definitions.ts";
import type { Sources } from "../indicators/sources.ts";
import { makeWaveTable } from "../indicators/wave-table.ts";
import type { ExportColumn, ExportTable, Value } from "./table.ts";
import { unitNames } from "./unit-names.ts";

export type ReadingsRequest = {
  readonly questionnaire: string;
  readonly waves: readonly { readonly id: number; readonly year: number; readonly cutoffOn: string }[];
  /** Id of a definition; each wave is read under the version in force for its year, as on screens. */
  readonly definition: string | undefined;
};

const NUMBERS = [
  "value",
  "se",
  "df",
  "low",
  "high",
  "n",
  "population",
  "neff",
  "deff",
  "coverage",
  "sparse",
] as const;

const COLUMNS: readonly ExportColumn[] = [
  { name: "wave", type: "integer" },
  { name: "level", type: "text" },
  { name: "unit", type: "text" },
  { name: "phase", type: "text" },
  { name: "node", type: "text" },
  ...NUMBERS.map((name): ExportColumn => ({ name, type: "number" })),
  { name: "state", type: "text" },
  { name: "definition", type: "text" },
  { name: "definition_hash", type: "text" },
  { name: "data_version", type: "text" },
  { name: "frame_version", type: "text" },
];

function numbersOf(reading: Reading): readonly Value[] {
  return NUMBERS.map((name) => {
    const number = reading[name];
    return number === undefined || Number.isNaN(number) ? null : number;
  });
}

/**
 * Every reading of some waves that may be shown: the numbers of the screens, unrounded, with the state that says how
 * much is hidden. Levels: whole, region (of the cut-off day), region_current, project, each with and without phases.
 */
export async function readingsTable(sources: Sources, request: ReadingsRequest): Promise<ExportTable> {
  const nameOn = await unitNames(sources.analysis);
  async function* rows(): AsyncGenerator<readonly Value[]> {
    for (const wave of request.waves) {
      const published = await publishedDefinition(sources.db, request.definition, wave.year);
      const { id, version } = published.definition;
      const wanted = { waveId: wave.id, questionnaire: request.questionnaire };
      const table = await makeWaveTable(sources, published, wanted);
      const frame = frameVersion(table.moments.strata);
      for (const [place, nodes] of table.shown) {
        const [unit = "", phase = ""] = place.split("/");
        const [level = "", unitId] = unit.split(":");
        const name = unitId === undefined ? null : nameOn(Number(unitId), wave.cutoffOn);
        for (const [node, reading] of nodes) {
          yield [
            wave.year,
            level,
            name,
            phase === "" ? null : phase,
            node,
            ...numbersOf(reading),
            reading.state,
            `${id}@${version}`,
            published.hash,
            table.dataVersion,
            frame ?? null,
          ];
        }
      }
    }
  }
  return { columns: COLUMNS, rows: rows() };
}
