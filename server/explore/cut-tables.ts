import type { IndexDefinition } from "#analytics/index-definition.ts";
import { screenReading } from "#analytics/screen-reading.ts";
import { withCommonParts } from "#server/indicators/common-parts.ts";
import type { IndicatorCut } from "#server/indicators/cut.ts";
import { publishedVersion } from "#server/indicators/definitions.ts";
import type { ReadingMap } from "#server/indicators/reading-cells.ts";
import { tell } from "#server/indicators/restated-table.ts";
import type { Sources } from "#server/indicators/sources.ts";
import { remembered } from "#server/indicators/table-cache.ts";
import { OWNER_PHASES } from "#surveys/owner-phase.ts";
import type { CutPart, CutTable } from "./cut-part.ts";
import { type CutTableRequest, cutTable } from "./cut-table.ts";
import type { FreeCut } from "./merged-classes.ts";
import { steadyRequest } from "./steady-request.ts";

/** The tables of a wave by free cuts, as they may be told under the rule asked for. */
export type CutTables = {
  /** @throws AppError `too_large` when the cuts leave too many parts */
  readonly of: (cuts: readonly FreeCut[], phases: boolean) => Promise<CutTable>;
  /** The wave under the rule asked for, by itself. */
  readonly request: CutTableRequest;
};

type Rules = readonly [IndexDefinition, IndexDefinition];

/** A part under another rule than that of its time, as what is shown of it under that allows. */
function restatedPart(rules: Rules, then: CutPart | undefined, now: CutPart, crossed: boolean): CutPart {
  // crossed tables show no single items
  const keptBack = (leaf: string) => crossed && rules.some(({ items }) => Object.hasOwn(items, leaf));
  const near = new Map<string, Set<string>>();
  const shown: ReadingMap = new Map(
    [...now.shown].map(([place, nodes]) => {
      const phase = OWNER_PHASES.find((each) => place.endsWith(`/${each}`));
      const before = then?.shown.get(place) ?? new Map();
      const told = [...nodes].map(([node, reading]) => {
        const { reading: own, away } = tell(rules, [before, nodes], reading, phase, keptBack);
        if (away === 0) return [node, own] as const;
        // of an index whose items are kept back everywhere nothing would be told but the number of its time
        if (crossed) return [node, screenReading(reading, "hidden")] as const;
        near.set(place, (near.get(place) ?? new Set()).add(node));
        return [node, own] as const;
      });
      return [place, new Map(told)] as const;
    }),
  );
  return { ...now, shown, near };
}

/**
 * The tables of a cut's wave by free cuts. Under another rule than that of its time each is told as a restated wave is: what is hidden
 * under the rule of its time stays so, and hidden leaves add what they added then. In crossed tables, which keep single items back,
 * an index that both rules make alike is a leaf.
 */
export async function cutTablesOf(live: Sources, { published, now }: IndicatorCut): Promise<CutTables> {
  const own = { waveId: now.wave.id, questionnaire: now.wording.questionnaire };
  const same = now.version === published.definition.version;
  const rule = same ? published : await publishedVersion(live.db, now.version);
  const classMinimum = rule.definition.minimumAnswers;
  const request = await steadyRequest(
    { sources: live, published, request: own, whole: now.asked, classMinimum },
    now.wave.state,
  );
  if (same) return { request, of: (cuts, phases) => cutTable(request, cuts, phases) };
  const plain: Rules = [rule.definition, published.definition];
  const common = withCommonParts(plain);
  const then = await steadyRequest(
    { ...request, sources: live, published: rule, whole: now.inForce },
    now.wave.state,
  );
  return {
    request,
    of: (cuts, phases) =>
      remembered(`restated-cut|${now.asked.id}|${now.inForce.id}|${cuts.join()}|${phases}`, async () => {
        const [before, after] = [await cutTable(then, cuts, phases), await cutTable(request, cuts, phases)];
        const crossed = cuts.length > 0 && cuts.length + (phases ? 1 : 0) > 1;
        const parts = [...after.parts].map(
          ([name, part]) =>
            [name, restatedPart(crossed ? common : plain, before.parts.get(name), part, crossed)] as const,
        );
        return { ...after, parts: new Map(parts) };
      }),
  };
}
