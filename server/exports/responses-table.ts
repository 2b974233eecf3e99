import { randomBytes } from "node:crypto";
import { MISSING_ANSWERS } from "#analytics/missing-answers.ts";
import { CODE } from "#surveys/code-book.ts";
import type { Analysis } from "../analysis/analysis.ts";
import { quoted } from "../analysis/columns.ts";
import { responseRelationName } from "../analysis/response-relation.ts";
import { AppError } from "../app-error.ts";
import type { ExportColumn, ExportTable, Value } from "./table.ts";
import { unitNames } from "./unit-names.ts";

export type WeightColumn = {
  readonly name: "weight" | "index_weight";
  readonly of: (projectId: number, phase: string) => number | null;
};

export type ResponsesRequest = {
  readonly questionnaire: string;
  readonly waveIds: readonly number[];
  /** Those of them that tell owners by years since handover instead of by handover batch. */
  readonly tenureWaves: readonly number[];
  /** Also those that count nowhere, with their reason in `quality`. */
  readonly all: boolean;
  /**
   * Answers as whole numbers only, with the words of the others (NA, DK, REF, INVALID) gathered in a column `asides`;
   * for formats whose columns have one type. Otherwise words and numbers stand in the item's own column.
   */
  readonly typed: boolean;
  /** Owners a counted respondent of a project and phase stands for, in a column each; without them there is none. */
  readonly weights?: readonly WeightColumn[];
};

const PLACE: readonly ExportColumn[] = [
  { name: "respondent_id", type: "text" },
  { name: "wave", type: "integer" },
  { name: "region", type: "text" },
  { name: "project", type: "text" },
];

const ATTRIBUTES: readonly ExportColumn[] = [
  { name: "phase", type: "text" },
  { name: "mode", type: "text" },
  { name: "product_type", type: "text" },
  { name: "batch", type: "text" },
  { name: "tenure", type: "text" },
  { name: "submitted_on", type: "date" },
  { name: "quality", type: "text" },
  { name: "counted", type: "boolean" },
];

/** Attributes of some waves: of batch and tenure what they tell owners by, which is one of the two for each wave. */
function attributesOf({ waveIds, tenureWaves }: Pick<ResponsesRequest, "waveIds" | "tenureWaves">) {
  const byTenure = waveIds.some((id) => tenureWaves.includes(id));
  const byBatch = waveIds.length === 0 || waveIds.some((id) => !tenureWaves.includes(id));
  return ATTRIBUTES.filter(({ name }) => (name === "tenure" ? byTenure : name === "batch" ? byBatch : true));
}

/** The analysis keeps what a wave tells owners by in one column. */
function sqlOf({ name, type }: ExportColumn, tenureWaves: readonly number[]): string {
  if (name !== "batch" && name !== "tenure")
    return type === "boolean" ? quoted(name) : `${quoted(name)}::varchar`;
  const ofTenure = tenureWaves.length === 0 ? "false" : `wave_id in (${tenureWaves.map(Number).join(", ")})`;
  return `case when ${name === "tenure" ? "" : "not "}(${ofTenure}) then batch end`;
}

type Item = { readonly item: string; readonly lowest: number };

async function itemsOf(analysis: Analysis, questionnaire: string): Promise<readonly Item[]> {
  const rows = await analysis.query(
    "select item, lowest from item where questionnaire_id = $1 order by position",
    [questionnaire],
  );
  return rows.map(({ item, lowest }) => ({ item: String(item), lowest: Number(lowest) }));
}

/** Wave, region and project of every cell, in words, as they were on the wave's cut-off day, and its weights if asked for. */
async function placesOf(
  analysis: Analysis,
  { waveIds, weights = [] }: Pick<ResponsesRequest, "waveIds" | "weights">,
): Promise<ReadonlyMap<number, { readonly place: readonly Value[]; readonly weighed: readonly Value[] }>> {
  const waves = await analysis.query("select wave_id, year, cutoff_on::varchar as cutoff_on from wave");
  const waveOf = new Map(waves.map((wave) => [Number(wave.wave_id), wave]));
  const nameOn = await unitNames(analysis);
  const { strata } = analysis.strata({ waveIds });
  return new Map(
    strata.flatMap(({ waveId, projectId, regionId, phase, cells }) => {
      const wave = waveOf.get(waveId);
      const day = String(wave?.cutoff_on);
      const region = regionId === undefined ? null : nameOn(regionId, day);
      const place = [Number(wave?.year), region, nameOn(projectId, day)];
      const weighed = weights.map(({ of }) => of(projectId, phase));
      return cells.map((cell) => [cell, { place, weighed }] as const);
    }),
  );
}

function answersOf(codes: readonly unknown[], items: readonly Item[], typed: boolean): readonly Value[] {
  const asides: string[] = [];
  const answers = items.map(({ item, lowest }, place): Value => {
    const code = Number(codes[place]);
    if (code === CODE.none) return null;
    const aside = MISSING_ANSWERS[code];
    if (aside === undefined) return code - 1 + lowest;
    if (!typed) return aside;
    asides.push(`${item}=${aside}`);
    return null;
  });
  return typed ? [...answers, asides.length === 0 ? null : asides.join(";")] : answers;
}

/**
 * One row a response with its answers: what `ov score --answers` reads. Nothing in it leads to a person: the respondent
 * is a name made up for this export, and the rows lie in the order of these names.
 * @throws AppError `not_found` when the questionnaire is not in use
 */
export async function responsesTable(analysis: Analysis, request: ResponsesRequest): Promise<ExportTable> {
  const { questionnaire, waveIds, all, typed, weights = [] } = request;
  const items = await itemsOf(analysis, questionnaire);
  if (items.length === 0) {
    throw new AppError("not_found", `There is no questionnaire '${questionnaire}' in use.`, {
      questionnaire,
    });
  }
  const places = await placesOf(analysis, request);
  const salt = randomBytes(32).toString("hex");
  const own = attributesOf(request);
  const attributes = own.map((column) => sqlOf(column, request.tenureWaves));
  const countedAt = own.findIndex(({ name }) => name === "counted");
  const waves = waveIds.map((_, place) => `$${place + 2}`).join(", ");
  const statement = `
    select left(sha256($1 || response_id::varchar), 16) as respondent_id, cell_id, ${attributes.join(", ")},
      ${items.map(({ item }) => quoted(item)).join(", ")}
    from ${quoted(responseRelationName(questionnaire))}
    where wave_id in (${waves}) ${all ? "" : "and counted"} order by respondent_id`;
  async function* rows(): AsyncGenerator<readonly Value[]> {
    if (waveIds.length === 0) return;
    for await (const row of analysis.rows(statement, [salt, ...waveIds])) {
      const [respondent, cell, ...rest] = row as readonly Value[];
      const codes = rest.slice(own.length);
      const { place, weighed } = places.get(Number(cell)) ?? { place: [null, null, null], weighed: [] };
      const counted = rest[countedAt] === true || rest[countedAt] === "true";
      yield [
        respondent ?? null,
        ...place,
        ...weights.map((_, at) => (counted ? (weighed[at] ?? null) : null)),
        ...rest.slice(0, own.length),
        ...answersOf(codes, items, typed),
      ];
    }
  }
  return {
    columns: [
      ...PLACE,
      ...weights.map(({ name }): ExportColumn => ({ name, type: "number" })),
      ...own,
      ...items.map(({ item }): ExportColumn => ({ name: item, type: "integer" })),
      ...(typed ? [{ name: "asides", type: "text" } as const] : []),
    ],
    rows: rows(),
  };
}
