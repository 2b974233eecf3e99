import { DEFAULT_DEFINITION, publishedDefinition } from "#server/indicators/definitions.ts";
import type { Sources } from "#server/indicators/sources.ts";
import type { Scope } from "#server/scope/scope.ts";
import type { Block } from "#server/scoring/method-page/block.ts";
import { methodPage as blocksOf } from "#server/scoring/method-page/method-page.ts";
import { methodPageTitle } from "#server/scoring/method-page/method-page-text.ts";
import { readWave } from "../wave-facts.ts";
import { factsOfWave } from "./facts-of-wave.ts";
import { marginsView } from "./margins-view.ts";
import { methodPage } from "./method-page.ts";

/** The method page of a wave for files: what stands on its screen, with the margins of the units the asker may read. */
export type WaveMethodPage = { readonly title: string; readonly blocks: readonly Block[] };

/** @throws AppError as the method page does */
export async function waveMethodBlocks(
  sources: Sources,
  scope: Scope,
  waveId: number,
): Promise<WaveMethodPage> {
  const wave = await readWave(sources.db, waveId);
  const [view, margins, { definition }] = await Promise.all([
    methodPage(sources, scope, waveId),
    wave.kind === "annual" ? marginsView(sources, scope, { id: waveId }) : undefined,
    publishedDefinition(sources.db, DEFAULT_DEFINITION, wave.year),
  ]);
  const facts = factsOfWave(view, margins, definition);
  return { title: methodPageTitle(facts), blocks: blocksOf(facts) };
}
