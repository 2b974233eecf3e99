import { SOUND_DRAFT } from "#tests/owned-homes.ts";
import type { Procedure } from "./procedures.ts";

const NOWHERE = 987_654_321;

/** The procedures that take a wave through its life. */
export const WAVE_PROCEDURES: Readonly<Record<string, Procedure>> = {
  "waveClosings.page": ofWave("query", (id) => ({ id })),
  "waveClosings.moveLastDay": ofWave("mutation", (id) => ({
    id,
    closesOn: "2030-01-01",
    reason: "bad weather",
  })),
  "waveClosings.close": ofWave("mutation", (id) => ({ id })),
  "waveClosings.reopen": ofWave("mutation", (id) => ({ id, reason: "a mistake" })),
  "waveClosings.publish": ofWave("mutation", (id) => ({ id, reason: "all is well" })),
  "waveClosings.method": {
    kind: "query",
    needs: "readings.read",
    input: ({ wave }) => ({ id: wave }),
    foreign: () => [{ id: NOWHERE }],
  },
  "waveClosings.margins": {
    kind: "query",
    needs: "readings.read",
    input: ({ wave }) => ({ id: wave }),
    foreign: () => [{ id: NOWHERE }],
  },
  "waveClosings.saveNote": ofWave("mutation", (id) => ({
    id,
    change: { note: "other", over: 0, zh: "说明", en: "a note" },
  })),
  "waveClosings.otherWeights": ofWave("query", (id) => ({ id, by: ["product_type"] })),
  "waveDrafts.start": { kind: "mutation", needs: "waves.manage" },
  "waveDrafts.one": { kind: "query", needs: "waves.manage", foreign: () => [{ id: NOWHERE }] },
  "waveDrafts.save": {
    kind: "mutation",
    needs: "waves.manage",
    foreign: () => [{ id: NOWHERE, draft: SOUND_DRAFT }],
  },
  "waveDrafts.discard": ofWave("mutation", (id) => ({ id })),
  "waveFrames.page": ofWave("query", (id) => ({ id })),
  "waveFrames.kept": ofWave("query", (id) => ({ id })),
  "waveFrames.preview": ofWave("mutation", (id) => ({ id })),
  "waveFrames.lock": ofWave("mutation", (id) => ({ id })),
  "waveFrames.unlock": ofWave("mutation", (id) => ({ id, reason: "a mistake" })),
  "waveFrames.exclusions": ofWave("query", (id) => ({ id })),
  "waveFrames.askExclusion": {
    kind: "mutation",
    needs: "readings.read",
    foreign: () => [{ waveId: NOWHERE, homeCode: "A1-000001", reason: "safety" }],
  },
  "waveFrames.decideExclusion": {
    kind: "mutation",
    needs: "waves.manage",
    foreign: () => [{ exclusion: NOWHERE, approve: true }],
  },
  "waveSamples.page": ofWave("query", (id) => ({ id })),
  "waveSamples.plan": ofWave("mutation", (id) => ({
    id,
    plan: { plan: { kind: "census" }, takeAllBelow: 0 },
  })),
  "waveSamples.draw": ofWave("mutation", (id) => ({
    id,
    plan: { plan: { kind: "census" }, takeAllBelow: 0 },
  })),
  "waveSamples.replay": ofWave("mutation", (id) => ({ id })),
  "waveSamples.open": ofWave("mutation", (id) => ({ id })),
  "waveWork.latest": ofWave("query", (id) => ({ id })),
};

/** What only those who run waves may ask, of a wave that does not exist. */
function ofWave(kind: Procedure["kind"], input: (id: number) => Record<string, unknown>): Procedure {
  return { kind, needs: "waves.manage", foreign: () => [input(NOWHERE)] };
}
