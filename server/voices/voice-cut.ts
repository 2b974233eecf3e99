import { speakableUnits } from "#analytics/speakable-units.ts";
import type { Sources } from "#server/indicators/sources.ts";
import { remembered } from "#server/indicators/table-cache.ts";
import type { WaveOption } from "#server/indicators/wave-option.ts";
import { chooseWave, listWaves } from "#server/indicators/waves.ts";
import { type OrgTree, pathTo, subtree, type TreeUnit, treeOn } from "#server/scope/org-tree.ts";
import type { Scope } from "#server/scope/scope.ts";
import { type Reach, readableUnit, type Sight, sightOn } from "#server/scope/sight.ts";
import type { ServicePort } from "#surveys/service-port.ts";
import type { LexiconTopic } from "#surveys/topics/topic-lexicon.ts";
import { type Tagging, tagAnswers } from "./tag-answers.ts";
import { type VoiceCell, voiceCells, voicesVersion } from "./voice-cells.ts";

/** People whose words must stand together before any are shown or counted. */
export const FEWEST_WRITERS = 10;

/** Texts a question waits for; more are tagged in the background. */
const AT_ONCE = 4_000;

/** A wave with its words, as far as they may be shown to anybody. */
export type VoiceWave = {
  readonly wave: WaveOption;
  readonly tree: OrgTree;
  readonly cells: ReadonlyMap<number, VoiceCell>;
  /** By project the lowest unit its words are shown in. */
  readonly shownAt: ReadonlyMap<number, number>;
};

/** What an answer about the words of a unit is made from. */
export type VoiceCut = {
  readonly tagging: Tagging;
  readonly version: string;
  readonly waves: readonly WaveOption[];
  readonly now: VoiceWave;
  readonly sight: Sight;
  readonly unit: TreeUnit;
  readonly path: readonly TreeUnit[];
  /** Topics the asker may hear about: all, or those of a port. */
  readonly topics: readonly LexiconTopic[];
  readonly reach: Reach;
  readonly waveOf: (wave: WaveOption) => Promise<VoiceWave>;
};

/** Projects whose words are shown in the list of a unit. */
export function shownProjects({ tree, shownAt }: VoiceWave, unitId: number): readonly number[] {
  const inside = new Set(subtree(tree, unitId));
  return [...shownAt].flatMap(([project, lowest]) => (inside.has(lowest) ? [project] : []));
}

/** Sums of a unit: writers, those who spoke of each topic, those of none. Undefined where too few wrote. */
export function voicesIn(
  wave: VoiceWave,
  unitId: number,
):
  | { readonly writers: number; readonly untold: number; readonly byTopic: ReadonlyMap<string, number> }
  | undefined {
  const cells = shownProjects(wave, unitId).flatMap((project) => wave.cells.get(project) ?? []);
  if (cells.length === 0) return undefined;
  const byTopic = new Map<string, number>();
  for (const cell of cells)
    for (const [topic, n] of cell.byTopic) byTopic.set(topic, (byTopic.get(topic) ?? 0) + n);
  return {
    writers: cells.reduce((sum, { writers }) => sum + writers, 0),
    untold: cells.reduce((sum, { untold }) => sum + untold, 0),
    byTopic,
  };
}

function heard(topics: readonly LexiconTopic[], reach: Reach): readonly LexiconTopic[] {
  if (reach === "all") return topics;
  return topics.filter(({ port }) => port !== null && reach.has(port as ServicePort));
}

/**
 * The words of a unit and wave. A cut is a unit as it stood on the wave's cut-off day, and nothing finer: a phase or a way of
 * answering beside it would let lists be laid over one another until few people are left.
 * @throws AppError `not_found` for a unit or wave that is not the asker's
 */
export async function voiceCut(
  { db }: Sources,
  scope: Scope,
  query: { readonly unit: number; readonly wave?: number | undefined },
): Promise<VoiceCut> {
  const waves = await listWaves(db, scope);
  const wave = chooseWave(waves, query.wave);
  const tree = await treeOn(db, wave.cutoffOn);
  const sight = sightOn(scope, tree);
  const unit = readableUnit(sight, query.unit);
  const tagging = await tagAnswers(db, AT_ONCE);
  const version = await voicesVersion(db, tagging);
  const all = await voiceCells(db, version);
  const waveOf = (each: WaveOption): Promise<VoiceWave> =>
    remembered(`voice-wave|${version}|${each.id}|${scope.today}`, async () => {
      const then = each.id === wave.id ? tree : await treeOn(db, each.cutoffOn);
      const cells = new Map((all.get(each.id) ?? []).map((cell) => [cell.projectId, cell]));
      const units = [...then.units.values()].map(({ id, parentId }) => ({
        id,
        parent: parentId,
        writers: cells.get(id)?.writers ?? 0,
      }));
      return { wave: each, tree: then, cells, shownAt: speakableUnits(units, FEWEST_WRITERS) };
    });
  const reach = sight.readable.get(unit.id) ?? new Set<ServicePort>();
  return {
    tagging,
    version,
    waves,
    now: await waveOf(wave),
    sight,
    unit,
    path: pathTo(tree, unit.id),
    topics: heard(tagging.lexicon.topics, reach),
    reach,
    waveOf,
  };
}
