import type pg from "pg";
import { basesOfDefinition, columnsOfDefinition } from "#analytics/columns-of-definition.ts";
import { type IndexDefinition, indexDefinition } from "#analytics/index-definition.ts";
import { baseName, columnName } from "#analytics/moments.ts";
import { answerColumns } from "./cube.ts";
import type { CubeShape } from "./load-draft.ts";
import { itemsIn } from "./reduce-responses.ts";
import type { ResponseRelation } from "./response-relation.ts";

/** The published definitions on the record, in order; one that this program cannot read is passed over. */
export async function publishedDefinitions(client: pg.ClientBase): Promise<readonly IndexDefinition[]> {
  const { rows } = await client.query<{ definition: unknown }>(
    "select definition from index_definition where status = 'published' order by id, version",
  );
  return rows.flatMap(({ definition }) => {
    const parsed = indexDefinition.safeParse(definition);
    return parsed.success ? [parsed.data] : [];
  });
}

/**
 * The first cube of a questionnaire: every item's answer, and whatever the published definitions made of its items ask
 * for. Another definition gets a cube of its own when it is first asked about.
 */
export function firstShape(
  relation: ResponseRelation,
  definitions: readonly IndexDefinition[],
): readonly [CubeShape] {
  const known = new Set(relation.codeBook.map(({ item }) => item));
  const wanted = definitions
    .map((each): CubeShape => ({ columns: columnsOfDefinition(each), bases: basesOfDefinition(each) }))
    .filter((shape) => [...itemsIn(shape)].every((item) => known.has(item)));
  const columns = [...answerColumns(relation), ...wanted.flatMap((shape) => shape.columns)];
  const bases = wanted.flatMap((shape) => shape.bases);
  return [
    {
      columns: [...new Map(columns.map((column) => [columnName(column), column])).values()],
      bases: [...new Map(bases.map((items) => [baseName(items), items])).values()],
    },
  ];
}
