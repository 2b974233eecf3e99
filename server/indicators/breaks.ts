import type { Database } from "#server/database/connection.ts";
import type { Question, Questionnaire } from "#surveys/question.ts";
import { shippedQuestionnaire } from "#surveys/questionnaires/registry.ts";
import type { NodeInfo } from "./nodes.ts";
import type { BreakKind, BreakMark } from "./reading-view.ts";

/** How a wave asked: by item the version of its wording, null when it was not asked. */
export type WaveWording = {
  readonly questionnaire: string;
  readonly questions: ReadonlyMap<string, Question>;
  readonly versions: ReadonlyMap<string, number | null>;
};

/** A questionnaire by id and version: a shipped one, or as the record keeps it. */
export async function questionnaireOf(
  db: Database,
  id: string,
  version: number,
): Promise<Questionnaire | undefined> {
  const shipped = shippedQuestionnaire(id, version);
  if (shipped) return shipped.questionnaire;
  const row = await db
    .selectFrom("questionnaire")
    .select("definition")
    .where("id", "=", id)
    .where("version", "=", version)
    .executeTakeFirst();
  return row?.definition as Questionnaire | undefined;
}

/** How a wave asked its items. */
export async function wordingOf(db: Database, waveId: number): Promise<WaveWording> {
  const wave = await db
    .selectFrom("wave")
    .select(["questionnaire_id", "questionnaire_version", "item_versions"])
    .where("id", "=", waveId)
    .executeTakeFirstOrThrow();
  const questionnaire = await questionnaireOf(db, wave.questionnaire_id, wave.questionnaire_version);
  const questions = new Map((questionnaire?.questions ?? []).map((question) => [question.code, question]));
  const differing = wave.item_versions as Readonly<Record<string, number | null>>;
  const versions = new Map<string, number | null>(
    [...questions].map(([code, question]) => [
      code,
      code in differing ? (differing[code] ?? null) : question.itemVersion,
    ]),
  );
  return { questionnaire: wave.questionnaire_id, questions, versions };
}

/** What keeps an item of two waves from being compared; null when nothing does. */
function itemBreak(item: string, before: WaveWording, after: WaveWording): BreakKind | null {
  const [old, now] = [before.versions.get(item) ?? null, after.versions.get(item) ?? null];
  if (old === null || now === null) return "not-asked";
  if (before.questionnaire !== after.questionnaire) return "questionnaire";
  return old === now ? null : "wording";
}

export type NodeBreak = { readonly kind: BreakKind | null; readonly items: readonly string[] };

/** By item its share of every node above it, 0–1. */
function sharesBelow(infos: readonly NodeInfo[], node: string): ReadonlyMap<string, number> {
  const shares = new Map<string, number>();
  const walk = (id: string, share: number) => {
    for (const child of infos.filter((info) => info.parent === id)) {
      if (child.kind === "item") shares.set(child.id, (shares.get(child.id) ?? 0) + share * child.share);
      else walk(child.id, share * child.share);
    }
  };
  walk(node, 1);
  return shares;
}

/**
 * What keeps a node of two waves from being compared. An item breaks with its wording; what is made of several items
 * breaks when reworded ones carry at least `brokenShare` of its weight, and is compared, naming them, below that.
 */
export function nodeBreak(
  info: NodeInfo,
  infos: readonly NodeInfo[],
  before: WaveWording,
  after: WaveWording,
  brokenShare: number,
): NodeBreak {
  const broken = new Map(
    info.items.flatMap((item) => {
      const kind = itemBreak(item, before, after);
      return kind === null ? [] : [[item, kind] as const];
    }),
  );
  const items = [...broken.keys()];
  const [first] = broken.values();
  if (first === undefined) return { kind: null, items };
  if (info.kind === "item" || info.kind === "measure") return { kind: first, items };
  const shares = sharesBelow(infos, info.id);
  const share = items.reduce((sum, item) => sum + (shares.get(item) ?? 0), 0);
  return { kind: share >= brokenShare - 1e-9 ? first : null, items };
}

/** The break between two neighbouring waves, as a chart marks it; undefined when nothing changed. */
export function breakMark(year: number, { kind, items }: NodeBreak): BreakMark | undefined {
  return kind === null ? undefined : { year, kind, items };
}
