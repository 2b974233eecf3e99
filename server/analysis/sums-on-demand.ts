import { AppError } from "../app-error.ts";
import { type Core, exclusively, reading } from "./core.ts";
import { type Cube, covers } from "./cube.ts";
import { sumCubes } from "./cube-pages.ts";
import type { CubeShape } from "./load-draft.ts";
import { partOf, residentOf } from "./questionnaire-part.ts";
import { type Reduction, reduceResponses } from "./reduce-responses.ts";
import type { Resident } from "./resident.ts";
import type { Selection } from "./selection.ts";

/** Cubes a questionnaire may have beside the first. */
const FURTHER_CUBES = 4;
/** Reductions kept for one state of the data. */
const REDUCTIONS = 32;

/**
 * The analysis with a cube that has these columns. When there is none (a new cut-off, a new tree) it is summed now over
 * the responses, and every later load keeps it up to date.
 */
export async function coveringCube(
  core: Core,
  questionnaire: string,
  shape: CubeShape,
): Promise<{ readonly resident: Resident; readonly cube: Cube }> {
  const find = (resident: Resident) => {
    const { cubes } = partOf(resident, questionnaire).cubes;
    const cube = cubes.find((each) => covers(each, shape.columns, shape.bases));
    return cube && { resident, cube };
  };
  return (
    find(residentOf(core)) ??
    exclusively(core, async () => {
      const before = residentOf(core);
      const made = find(before);
      if (made) return made;
      const { relation, cubes, first } = partOf(before, questionnaire);
      const [cube] = (await sumCubes(core.writer, relation, [shape])).cubes;
      if (cube === undefined) throw new Error("no cube was summed");
      const all = [first, cube, ...cubes.cubes.slice(1, FURTHER_CUBES)];
      const resident: Resident = {
        ...before,
        cubes: new Map(before.cubes).set(questionnaire, { tally: cubes.tally, cubes: all }),
      };
      core.resident = resident;
      core.cubesWritten = -1;
      return { resident, cube };
    })
  );
}

/** Reduces the responses at the state of `resident`; undefined when the file has moved on. */
function reduceAt(
  core: Core,
  resident: Resident,
  selection: Selection,
  shape: CubeShape,
  items: ReadonlySet<string>,
): Promise<Reduction | undefined> {
  return reading(core, async (connection) => {
    await connection.run("begin");
    const state = await connection.runAndReadAll("select sequence from load_state");
    if (Number(state.getRowsJS()[0]?.[0]) !== resident.sequence) return undefined;
    return reduceResponses(
      connection,
      partOf(resident, selection.questionnaire).relation,
      selection,
      shape,
      items,
    );
  });
}

/**
 * The sums of a cut or filter the cubes do not have, with the analysis they belong to. Made once for each state of the
 * data, however many ask at the same time.
 */
export async function reducedResponses(
  core: Core,
  selection: Selection,
  shape: CubeShape,
  items: ReadonlySet<string>,
): Promise<{ readonly resident: Resident; readonly reduction: Reduction }> {
  const key = JSON.stringify([selection, shape, [...items]]);
  for (let attempt = 0; attempt < 5; attempt++) {
    const resident = residentOf(core);
    if (core.reductions.dataVersion !== resident.dataVersion || core.reductions.made.size >= REDUCTIONS) {
      core.reductions = { dataVersion: resident.dataVersion, made: new Map() };
    }
    const { made } = core.reductions;
    const making = made.get(key) ?? reduceAt(core, resident, selection, shape, items);
    made.set(key, making);
    const reduction = await making.catch((failure: unknown) => {
      made.delete(key);
      throw failure;
    });
    if (reduction !== undefined) return { resident, reduction };
    made.delete(key);
    // a load has just been committed and is about to be shown
    await core.queue;
  }
  throw new AppError("analysis_unavailable", "The analysis is being loaded without a pause: try again.");
}
