import type { Database } from "#server/database/connection.ts";
import { wordingOf } from "#server/indicators/breaks.ts";
import { publishedDefinition } from "#server/indicators/definitions.ts";
import { type NodeInfo, nodeInfos } from "#server/indicators/nodes.ts";

/** The indicators a target can be set for: those of the newest rule, each once, named as the newest wave asked them. */
export async function knownNodes(db: Database): Promise<readonly NodeInfo[]> {
  const { definition } = await publishedDefinition(db);
  const wave = await db
    .selectFrom("wave")
    .select("id")
    .where("kind", "=", "annual")
    .orderBy("year", "desc")
    .orderBy("id", "desc")
    .executeTakeFirst();
  const questions = wave ? (await wordingOf(db, wave.id)).questions : new Map<string, never>();
  const infos = nodeInfos(definition, questions);
  return infos.filter((info, at) => infos.findIndex(({ id }) => id === info.id) === at);
}

/** Least and most a value of an indicator can be. */
export function rangeOf({ unit }: Pick<NodeInfo, "unit">): readonly [number, number] {
  return unit === "nps" ? [-100, 100] : [0, 100];
}
