import { RESPONSE_CUTS } from "#server/analysis/selection.ts";
import type { Sources } from "#server/indicators/sources.ts";
import type { WaveState } from "#server/indicators/wave-option.ts";
import { definitionsOf, momentsOfWave } from "#server/indicators/wave-table.ts";
import { answersAtOnce } from "./answers-at-once.ts";
import type { CutTableRequest } from "./cut-table.ts";
import { keepTablesOf } from "./kept-tables.ts";
import { bytesOfSums } from "./sums-by-cuts.ts";
import { held } from "./table-shelf.ts";
import { aheadOf } from "./tables-ahead.ts";

/** Sources that answer by one reading of a wave's answers by all cuts; its tables are kept on disk from then on. */
async function settledSources(asked: CutTableRequest): Promise<Sources> {
  const { sources, published, request, whole } = asked;
  const { once } = await held(
    `at-once|${whole.id}`,
    async () => {
      const once = await answersAtOnce(sources, published, request);
      const { moments } = await momentsOfWave(once, definitionsOf(published), request, RESPONSE_CUTS);
      await keepTablesOf(asked, moments);
      return { once, bytes: bytesOfSums(moments) };
    },
    ({ bytes }) => bytes,
  );
  return once;
}

/** Strata of groups whose answers by all cuts would take the memory of the server: their tables are each summed for itself. */
const MOST_STRATA = 1_000;

/** Whether a wave is of so large a group that its tables are neither made ahead nor kept: whoever wants one waits for it. */
export function isTooLarge({ moments }: CutTableRequest["whole"]): boolean {
  return moments.strata.length > MOST_STRATA;
}

/**
 * A request whose sums are all of one moment: of a wave that is closed or published of now, of one in the field of when its tables were made
 * ahead. Where none were, and in the largest groups, a table is of the moment it is asked for.
 */
export async function steadyRequest(asked: CutTableRequest, state: WaveState): Promise<CutTableRequest> {
  if (isTooLarge(asked.whole)) return asked;
  if (state !== "field") return { ...asked, sources: await settledSources(asked) };
  const ahead = aheadOf(asked.whole.waveId);
  return ahead?.now.asked.id === asked.whole.id ? { ...asked, sources: ahead.sources } : asked;
}
