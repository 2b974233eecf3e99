import type { AgeCut } from "#surveys/tenure.ts";

export type WaveKind = "annual" | "signing" | "residence";

export type WaveState = "draft" | "locked" | "field" | "closed" | "published";

export type WaveOption = {
  readonly id: number;
  readonly kind: WaveKind;
  readonly year: number;
  readonly name: string;
  readonly nameEn: string | null;
  readonly state: WaveState;
  /** What it tells owners by, of how long they have had their home. */
  readonly ageBy: AgeCut;
  readonly cutoffOn: string;
  readonly opensOn: string;
  readonly closesOn: string;
};
