import type { IndicatorCut } from "#server/indicators/cut.ts";
import type { CutWave } from "#server/indicators/cut-wave.ts";
import type { Sources } from "#server/indicators/sources.ts";
import { processSingleton } from "#server/process-singleton.ts";
import type { CalendarDate } from "#surveys/calendar-date.ts";
import type { CutTable } from "./cut-part.ts";
import type { FreeCut } from "./merged-classes.ts";

/** Every table of a wave in the field by free cuts, made of one state of its answers. */
export type TablesAhead = {
  /** Name of the wave's numbers as all other screens had them then. */
  readonly of: string;
  readonly now: CutWave;
  /** Sources that answer as they did then. */
  readonly sources: Sources;
  /** Version it is read under, and the day whose regions are those of today. */
  readonly version: number;
  readonly today: CalendarDate;
  /** When they were made, in milliseconds of `performance.now`. */
  readonly madeAt: number;
  /** By `tableName`; those that are not made yet are missing. */
  readonly tables: ReadonlyMap<string, CutTable>;
};

/** Milliseconds for which a wave in the field is shown as it stood, should nothing newer be made. */
const STEADY_FOR = 30 * 60_000;

/** Tables would be pushed out of what is remembered by the many that a wave in the field makes: these are kept. */
function shelf(): Map<number, TablesAhead> {
  return processSingleton("tables-ahead", () => new Map<number, TablesAhead>());
}

/** Name of a table among those of a wave. */
export function tableName(cuts: readonly FreeCut[], phases: boolean): string {
  return cuts.length === 0 ? "" : `${cuts.join()}|${phases}`;
}

/** Keeps the tables of a wave in place of those it had. */
export function keepAhead(ahead: TablesAhead): void {
  shelf().set(ahead.now.wave.id, ahead);
}

/** Forgets the tables of a wave, so that nobody is shown old ones for ever when no new ones can be made. */
export function dropAhead(waveId: number): void {
  shelf().delete(waveId);
}

/** The tables of a wave that were made last, of whatever state. */
export function aheadOf(waveId: number): TablesAhead | undefined {
  return shelf().get(waveId);
}

/** A table that was made ahead of just this state of a wave; undefined when there is none. */
export function tableAhead(
  whole: { readonly id: string; readonly waveId: number },
  cuts: readonly FreeCut[],
  phases: boolean,
): CutTable | undefined {
  const ahead = aheadOf(whole.waveId);
  return ahead?.now.asked.id === whole.id ? ahead.tables.get(tableName(cuts, phases)) : undefined;
}

/**
 * A cut whose wave stands as it did when its tables were last made. While a wave is in the field every minute brings other answers, and
 * deciding what a table of them hides takes seconds: readers get tables some minutes old, all of one moment, rather than wait.
 */
export function steadily(cut: IndicatorCut, today: CalendarDate): IndicatorCut {
  const ahead = aheadOf(cut.now.wave.id);
  if (ahead?.version !== cut.published.definition.version || ahead.today !== today) return cut;
  const isFresh = performance.now() - ahead.madeAt < STEADY_FOR;
  const isSteady = cut.now.wave.state === "field" && isFresh;
  return isSteady || ahead.of === cut.now.asked.id ? { ...cut, now: ahead.now } : cut;
}
