import type { WaveState } from "../indicators/wave-option.ts";

/** draft: being prepared · locked: its frame stands · field: owners are asked · closed: counted · published: final. */
export const WAVE_STATES = [
  "draft",
  "locked",
  "field",
  "closed",
  "published",
] as const satisfies readonly WaveState[];
