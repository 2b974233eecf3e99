import { comparePanel, type PanelOverlap } from "#analytics/compare-panel.ts";
import type { Contrast } from "#analytics/comparison.ts";
import type { ColumnSpec, Moments } from "#analytics/moments.ts";
import type { AnswerRows } from "#server/analysis/answer-rows.ts";
import { itemsIn } from "#server/analysis/reduce-responses.ts";
import { panelLinks } from "#server/vault/panel-links.ts";
import type { CutWave } from "./cut-wave.ts";
import { placeKey, placeOfGroup } from "./place.ts";
import type { Sources } from "./sources.ts";

/** Error of a change that counts households which answered twice, by place and node. */
export type PanelErrors = ReadonlyMap<string, ReadonlyMap<string, Pick<Contrast, "se" | "df">>>;

/** A column's value in some rows, NaN where it is missing. */
function valuesOf(spec: ColumnSpec, rows: AnswerRows, places: Uint32Array): Float64Array {
  const reader = (item: string) => {
    const entry = rows.codeBook.find((each) => each.item === item);
    const codes = rows.codes.get(item);
    const { lowest, size } = entry ?? { lowest: 0, size: 0 };
    return (row: number) => {
      const code = codes?.[row] ?? 0;
      return code >= 1 && code <= size ? code - 1 + lowest : Number.NaN;
    };
  };
  if (spec.kind === "joint") {
    const cuts = Object.entries(spec.cuts).map(([item, cut]) => ({
      read: reader(item),
      cut,
      more: spec.unless?.[item] ?? Number.POSITIVE_INFINITY,
    }));
    return Float64Array.from(places, (row) => {
      const answers = cuts.map(({ read }) => read(row));
      if (answers.some(Number.isNaN)) return Number.NaN;
      const meets = cuts.every(({ cut }, at) => (answers[at] as number) >= cut);
      const beyond =
        spec.unless !== undefined && cuts.every(({ more }, at) => (answers[at] as number) >= more);
      return meets && !beyond ? 1 : 0;
    });
  }
  const read = reader(spec.item);
  return Float64Array.from(places, (row) => {
    const answer = read(row);
    if (Number.isNaN(answer) || spec.kind === "answer") return answer;
    if (spec.kind === "at-least") return answer >= spec.from ? 1 : 0;
    return answer >= spec.promoters ? 1 : answer <= spec.detractors ? -1 : 0;
  });
}

/** By row of a wave, the place of its cell among the moments' cells. */
function cellFinder(moments: Moments, rows: AnswerRows): (row: number) => number {
  const placeOf = new Map(moments.cells.map(({ stratum }, place) => [stratum, place]));
  const ofStrata = rows.strata.map(
    ({ waveId, projectId, phase }) => placeOf.get(`${waveId}|${projectId}|${phase}`) ?? -1,
  );
  return (row) => ofStrata[rows.stratum[row] ?? -1] ?? -1;
}

/** The households two settled waves share; undefined when there are none. */
export async function panelOverlap(
  sources: Sources,
  before: CutWave,
  after: CutWave,
): Promise<PanelOverlap | undefined> {
  const links = await panelLinks(sources.db, before.wave.id, after.wave.id);
  if (links.length === 0) return undefined;
  const [then, now] = await Promise.all(
    [before, after].map(async ({ wave, wording, table }) => {
      const items = [...itemsIn({ columns: table.moments.columns, bases: [] })];
      const { rows } = await sources.analysis.answerRows({
        questionnaire: wording.questionnaire,
        waveIds: [wave.id],
        items,
        ids: true,
      });
      return { rows, byId: new Map(rows.ids.map((id, row) => [id, row])), moments: table.moments };
    }),
  );
  if (!then || !now) return undefined;
  const pairs = links.flatMap((link) => {
    const [one, two] = [
      then.byId.get(link.before.replaceAll("-", "")),
      now.byId.get(link.after.replaceAll("-", "")),
    ];
    return one === undefined || two === undefined ? [] : [[one, two] as const];
  });
  const [earlier, later] = [
    Uint32Array.from(pairs, ([one]) => one),
    Uint32Array.from(pairs, ([, two]) => two),
  ];
  const [cellThen, cellNow] = [cellFinder(then.moments, then.rows), cellFinder(now.moments, now.rows)];
  return {
    households: pairs.length,
    beforeCell: Int32Array.from(earlier, cellThen),
    afterCell: Int32Array.from(later, cellNow),
    before: then.moments.columns.map((column) => valuesOf(column, then.rows, earlier)),
    after: now.moments.columns.map((column) => valuesOf(column, now.rows, later)),
  };
}

/** Errors of the changes of one level's units, allowing for the households that answered in both waves. */
export function panelErrors(
  before: CutWave,
  after: CutWave,
  overlap: PanelOverlap,
  level: string,
): PanelErrors {
  const by = after.table.levels.find(({ name }) => name === level)?.by;
  if (by === undefined) return new Map();
  const { estimand = "owner-weighted" } = after.table;
  if (estimand === "shrunken") return new Map();
  const errors = new Map<string, Map<string, Pick<Contrast, "se" | "df">>>();
  for (const [at, definition] of after.table.definitions.entries()) {
    const changes = comparePanel(definition, before.table.moments, after.table.moments, overlap, {
      by,
      estimand: estimand === "phase-standardised" && by.includes("phase") ? "owner-weighted" : estimand,
    });
    for (const { after: reading, se, df } of changes) {
      const place = placeOfGroup(reading.group);
      // the second definition reads an item of the first under another rule; only its own node is wanted
      if (!place || (at > 0 && Object.hasOwn(definition.items, reading.node))) continue;
      const key = placeKey(place);
      const nodes = errors.get(key) ?? new Map<string, Pick<Contrast, "se" | "df">>();
      errors.set(key, nodes.set(reading.node, { se, df }));
    }
  }
  return errors;
}
