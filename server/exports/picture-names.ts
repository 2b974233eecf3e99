/** Pictures that can be taken along, as the log names them. */
export const PICTURE_NAMES = [
  "compare",
  "crosstab",
  "home-trend",
  "cell-trend",
  "cell-distribution",
  "compare-changes",
  "compare-cohorts",
  "why-change",
  "why-drivers",
  "why-priorities",
  "operations-series",
  "voices-topics",
] as const;
export type PictureName = (typeof PICTURE_NAMES)[number];
