import type { RecordBatch } from "apache-arrow";
import { z } from "zod";
import { cutFor } from "#server/indicators/cut.ts";
import { passportOf } from "#server/indicators/passport.ts";
import { placeKey } from "#server/indicators/place.ts";
import type { PassportView } from "#server/indicators/reading-view.ts";
import type { Sources } from "#server/indicators/sources.ts";
import { projectsOf } from "#server/indicators/units-below.ts";
import { unitRef } from "#server/scope/org-tree.ts";
import type { Scope } from "#server/scope/scope.ts";
import type { UnitRef } from "#server/scope/unit-view.ts";
import type { OwnerPhase } from "#surveys/owner-phase.ts";
import { type ArrowColumn, arrowBatch, arrowSchema, emptyBatch } from "./arrow-batch.ts";

export const distributionQuery = z.strictObject({
  unit: z.coerce.number().int().positive(),
  wave: z.coerce.number().int().positive().optional(),
  /** How far projects are divided: not at all, or by phase. */
  by: z.enum(["project", "phase"]).default("phase"),
});
export type DistributionQuery = z.output<typeof distributionQuery>;

/** How often each answer was given, by project, phase and item; the phase is null where projects are not divided. */
const DISTRIBUTION_COLUMNS: readonly ArrowColumn[] = [
  { name: "project", type: "text" },
  { name: "phase", type: "text" },
  { name: "item", type: "text" },
  { name: "answer", type: "integer" },
  { name: "n", type: "integer" },
];

/** What goes with the table, as JSON in its schema: where the numbers come from, and which units the codes are. */
export type DistributionTold = { readonly passport: PassportView; readonly units: readonly UnitRef[] };

const METHOD = {
  zh: "各项目（或其各阶段）每题每个答案的答卷份数，不加权；人数过少、不能公布得分的地方不在内。",
  en: "How many gave each answer to each item, by project or by its phases, unweighted; where too few answered for a score to be shown, nothing is.",
};

const [PROJECT, PHASE, ITEM] = [0, 1, 2] as const;

/**
 * The full distribution of a wave's answers below a unit, as batches made straight from the analysis' chunks: some sixty
 * thousand rows for a group. Answers to an item stand in it where the item's own number may be shown, and nowhere else.
 * @throws AppError `not_found` for a unit or wave that is not the asker's
 */
export async function distributionArrow(
  sources: Sources,
  scope: Scope,
  query: DistributionQuery,
): Promise<AsyncGenerator<RecordBatch>> {
  const cut = await cutFor(sources, scope, {
    ...{ unit: query.unit, wave: query.wave },
    ...{ compare: null, organisation: "then" },
  });
  const { now } = cut;
  const byPhase = query.by === "phase";
  const projects = projectsOf(cut, cut.unit);
  const idOf = new Map(projects.map(({ id, code }) => [code, id]));
  const visible = new Set(cut.infos.map(({ id }) => id));
  const shown = (project: string, phase: OwnerPhase | undefined, item: string) => {
    const key = placeKey({ unit: `project:${idOf.get(project)}`, phase });
    const state = now.table.shown.get(key)?.get(item)?.state;
    return visible.has(item) && (state === "full" || state === "indicative");
  };
  const told: DistributionTold = {
    passport: { ...passportOf(cut), estimand: "unweighted", method: METHOD },
    units: projects.map(unitRef),
  };
  const schema = arrowSchema(DISTRIBUTION_COLUMNS, told);
  const codes = projects.map(({ id, code }) => ({ id, code }));
  const places = codes.map((_, at) => `($${2 * at + 3}::integer, $${2 * at + 4}::varchar)`).join(", ");
  const statement = `
    select p.code as project, ${byPhase ? "c.phase" : "null"}::varchar as phase, a.item, a.answer::integer as answer, sum(a.n)::integer as n
    from cell_answer a join cell c using (cell_id) join (values ${places}) p(id, code) on p.id = c.project_id
    where a.questionnaire_id = $1 and c.wave_id = $2 and a.answer is not null
    group by all order by all`;
  const values = [now.wording.questionnaire, now.wave.id, ...codes.flatMap(({ id, code }) => [id, code])];
  async function* batches(): AsyncGenerator<RecordBatch> {
    yield emptyBatch(schema, DISTRIBUTION_COLUMNS);
    if (codes.length === 0) return;
    for await (const chunk of sources.analysis.chunks(statement, values))
      yield arrowBatch(schema, DISTRIBUTION_COLUMNS, chunk, (value) =>
        shown(
          String(value(PROJECT)),
          byPhase ? (String(value(PHASE)) as OwnerPhase) : undefined,
          String(value(ITEM)),
        ),
      );
  }
  return batches();
}
