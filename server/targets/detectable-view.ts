import { z } from "zod";
import { detectableChange } from "#analytics/statistics/sample-size.ts";
import { AppError } from "#server/app-error.ts";
import { cutFor, placeFor } from "#server/indicators/cut.ts";
import { nodeRef } from "#server/indicators/nodes.ts";
import { passportOf } from "#server/indicators/passport.ts";
import { placeKey } from "#server/indicators/place.ts";
import { readingAt } from "#server/indicators/reading-of.ts";
import type { NodeRef, PassportView } from "#server/indicators/reading-view.ts";
import type { Sources } from "#server/indicators/sources.ts";
import type { WaveOption } from "#server/indicators/wave-option.ts";
import { listWaves } from "#server/indicators/waves.ts";
import type { Scope } from "#server/scope/scope.ts";
import { sightOn, widestUnits } from "#server/scope/sight.ts";

export const detectableQuery = z.strictObject({
  node: z.string().min(1).max(40),
  /** The widest unit one may read when null. */
  unit: z.int().positive().nullable(),
  /** Of the target: the newest wave up to it says how many answers there are. */
  year: z.int().min(2000).max(2100),
});
export type DetectableQuery = z.infer<typeof detectableQuery>;

/** What a target cannot be tested below. */
export type DetectableView = {
  readonly node: NodeRef;
  readonly wave: WaveOption;
  /** Answers of that wave; null where not even that is shown. */
  readonly n: number | null;
  /**
   * Smallest rise, in the indicator's own unit, that two such waves tell from chance four times in five (5 % two-sided);
   * null where the number itself is not shown.
   */
  readonly points: number | null;
  readonly passport: PassportView;
};

/**
 * How far a target must lie above the last number to be testable with so many answers (methodology 2), by the error the
 * number had as a process, its weights included.
 * @throws AppError `not_found` for a unit or indicator that is not the asker's, `nothing_yet` before there is a wave
 */
export async function detectableView(
  sources: Sources,
  scope: Scope,
  { node, unit, year }: DetectableQuery,
): Promise<DetectableView> {
  const waves = await listWaves(sources.db, scope);
  const wave = waves.find((each) => each.year <= year) ?? waves.at(-1);
  if (!wave) throw new AppError("nothing_yet", "No survey has begun yet: create one, or import one.");
  const own = unit ?? widestUnits(sightOn(scope, scope.tree))[0]?.id;
  if (own === undefined) throw new AppError("not_found", "There is no unit for you: have one given to you.");
  const query = { unit: own, wave: wave.id, compare: null, organisation: "then" } as const;
  const cut = await cutFor(sources, scope, query);
  const info = cut.infos.find(({ id }) => id === node);
  if (!info)
    throw new AppError("not_found", "There is no such indicator for you: choose one from the table.");
  const place = placeFor(cut, cut.unit, undefined);
  const { table } = cut.now;
  const { value, n } = readingAt(table, place, node);
  const key = placeKey(place);
  const sample = table
    .samples(table.levelOf.get(key) ?? "")
    .get(key)
    ?.get(node);
  const error = sample?.intervalSe ?? sample?.se;
  const told = value !== null && n !== null && n > 0 && error !== undefined && error > 0;
  return {
    node: nodeRef(info),
    wave: cut.now.wave,
    n,
    // the deviation of single answers that gives this error at this size
    points: told ? detectableChange(n, error * Math.sqrt(n)) : null,
    passport: { ...passportOf(cut, info), inference: "process" },
  };
}
