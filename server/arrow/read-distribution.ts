import { createHash } from "node:crypto";
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

export const distributionQuery = z.strictObject({
  unit: z.coerce.number().int().positive(),
  wave: z.coerce.number().int().positive().optional(),
  /** How far projects are divided: not at all, or by phase. */
  by: z.enum(["project", "phase"]).default("phase"),
});
export type DistributionQuery = z.output<typeof distributionQuery>;

/**
 * What goes with the table, as JSON in its schema: where the numbers come from, which units the codes are, and what makes sure
 * that it is this table.
 */
export type DistributionTold = {
  readonly passport: PassportView;
  readonly units: readonly UnitRef[];
  readonly rows: number;
  /** All numbers of answers together. */
  readonly answers: number;
  /** SHA-256 over its rows in their order, each as JSON on a line of its own. */
  readonly digest: string;
};

const METHOD = {
  zh: "各项目（或其各阶段）每题每个答案的答卷份数，不加权；人数过少、不能公布得分的地方不在内。",
  en: "How many gave each answer to each item, by project or by its phases, unweighted; where too few answered for a score to be shown, nothing is.",
};

const [PROJECT, PHASE, ITEM, COUNT] = [0, 1, 2, 4] as const;

export type Distribution = {
  readonly told: DistributionTold;
  readonly rows: readonly (readonly unknown[])[];
};

/**
 * The full distribution of a wave's answers below a unit: some sixty thousand rows for a group. Answers to an item stand in it
 * where the item's own number may be shown, and nowhere else.
 * @throws AppError `not_found` for a unit or wave that is not the asker's
 */
export async function readDistribution(
  sources: Sources,
  scope: Scope,
  query: DistributionQuery,
): Promise<Distribution> {
  const cut = await cutFor(sources, scope, {
    ...{ unit: query.unit, wave: query.wave },
    ...{ compare: null, organisation: "then" },
  });
  const { now } = cut;
  const byPhase = query.by === "phase";
  const projects = projectsOf(cut, cut.unit);
  const idOf = new Map(projects.map(({ id, code }) => [code, id]));
  const visible = new Set(cut.infos.map(({ id }) => id));
  const isShown = (project: string, phase: OwnerPhase | undefined, item: string) => {
    const key = placeKey({ unit: `project:${idOf.get(project)}`, phase });
    const state = now.table.shown.get(key)?.get(item)?.state;
    return visible.has(item) && (state === "full" || state === "indicative");
  };
  const codes = projects.map(({ id, code }) => ({ id, code }));
  const places = codes.map((_, at) => `($${2 * at + 3}::integer, $${2 * at + 4}::varchar)`).join(", ");
  const statement = `
    select p.code as project, ${byPhase ? "c.phase" : "null"}::varchar as phase, a.item, a.answer::integer as answer, sum(a.n)::integer as n
    from cell_answer a join cell c using (cell_id) join (values ${places}) p(id, code) on p.id = c.project_id
    where a.questionnaire_id = $1 and c.wave_id = $2 and a.answer is not null
    group by all order by all`;
  const values = [now.wording.questionnaire, now.wave.id, ...codes.flatMap(({ id, code }) => [id, code])];
  const rows: unknown[][] = [];
  const digest = createHash("sha256");
  let answers = 0;
  if (codes.length > 0)
    for await (const chunk of sources.analysis.chunks(statement, values))
      for (const row of chunk.getRows()) {
        const phase = byPhase ? (String(row[PHASE]) as OwnerPhase) : undefined;
        if (!isShown(String(row[PROJECT]), phase, String(row[ITEM]))) continue;
        rows.push(row);
        answers += Number(row[COUNT]);
        digest.update(`${JSON.stringify(row)}\n`);
      }
  const told = {
    passport: { ...passportOf(cut), estimand: "unweighted", method: METHOD },
    units: projects.map(unitRef),
    ...{ rows: rows.length, answers, digest: digest.digest("hex") },
  } as const;
  return { told, rows };
}

/** What the table tells of itself, to be held against what it told before. @throws AppError as `readDistribution` does */
export async function distributionTold(
  sources: Sources,
  scope: Scope,
  query: DistributionQuery,
): Promise<DistributionTold> {
  return (await readDistribution(sources, scope, query)).told;
}
