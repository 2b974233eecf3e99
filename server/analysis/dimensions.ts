import type pg from "pg";
import type { Questionnaire } from "#surveys/question.ts";

/** A wave as the analysis needs it. */
type Wave = {
  readonly id: number;
  readonly kind: "annual" | "signing" | "residence";
  readonly year: number;
  readonly questionnaireId: string;
  /** Day the frame was fixed, ISO. */
  readonly cutoffOn: string;
};

/** Where a unit stands from one day to another, both inclusive; null = open. */
export type Placement = {
  readonly unitId: number;
  readonly kind: string;
  readonly parentId: number | null;
  readonly parentKind: string | null;
  readonly name: string;
  readonly validFrom: string;
  readonly validTo: string | null;
};

/** The small relations of the record that give responses their meaning. */
export type Dimensions = {
  readonly waves: readonly Wave[];
  readonly placements: readonly Placement[];
  readonly questionnaires: readonly Questionnaire[];
};

/** What of them is compared to find out that something changed; equal text means equal dimensions. */
export type DimensionsText = string;

/**
 * Waves, placements and the questionnaires in use, as one JSON text with every list in a total order. The text of a
 * questionnaire is its hash; definitions are read only when it changed.
 */
export async function dimensionsText(client: pg.ClientBase): Promise<DimensionsText> {
  const { rows } = await client.query<{ text: string }>(`
    select json_build_object(
      'waves', (select coalesce(json_agg(json_build_object('id', id, 'kind', kind, 'year', year,
          'questionnaireId', questionnaire_id, 'cutoffOn', cutoff_on) order by id), '[]') from wave),
      'placements', (select coalesce(json_agg(json_build_object('unitId', p.unit_id, 'kind', u.kind,
          'parentId', p.parent_id, 'parentKind', above.kind, 'name', p.name, 'validFrom', p.valid_from, 'validTo', p.valid_to)
          order by p.unit_id, p.valid_from), '[]')
          from org_placement p join org_unit u on u.id = p.unit_id left join org_unit above on above.id = p.parent_id),
      'questionnaires', (select coalesce(json_agg(json_build_array(q.id, q.version, q.hash) order by q.id, q.version), '[]')
          from questionnaire q where ${IN_USE}))::text as text`);
  return rows[0]?.text ?? "";
}

/** Drafts are left out until a wave asks them: every edit of one would change the shape of the analysis. */
const IN_USE = `(q.status in ('published', 'retired')
  or exists (select from wave w where w.questionnaire_id = q.id and w.questionnaire_version = q.version))`;

/** The dimensions behind a text that was just read in the same transaction. */
export async function dimensionsOf(client: pg.ClientBase, text: DimensionsText): Promise<Dimensions> {
  const { rows } = await client.query<{ definition: Questionnaire }>(
    `select q.definition from questionnaire q where ${IN_USE} order by q.id, q.version`,
  );
  const { waves, placements } = JSON.parse(text) as Pick<Dimensions, "waves" | "placements">;
  return { waves, placements, questionnaires: rows.map(({ definition }) => definition) };
}

/** The region a project belongs to on a day: the nearest unit above it that is one; undefined when there is none. */
export function regionOn(
  placements: readonly Placement[],
  projectId: number,
  day: string,
): number | undefined {
  let unit: number | null = projectId;
  for (let depth = 0; unit !== null && depth < 20; depth++) {
    const placement: Placement | undefined = placements.find(
      ({ unitId, validFrom, validTo }) =>
        unitId === unit && validFrom <= day && (validTo === null || day <= validTo),
    );
    if (placement === undefined) return undefined;
    if (placement.parentKind === "region") return placement.parentId ?? undefined;
    unit = placement.parentId;
  }
  return undefined;
}
