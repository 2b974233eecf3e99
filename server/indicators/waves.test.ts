import { expect, it } from "vitest";
import type { WaveOption } from "./wave-option.ts";
import { chooseWave } from "./waves.ts";

const WAVE: WaveOption = {
  id: 7,
  kind: "annual",
  year: 2025,
  name: "2025 年度调查",
  nameEn: null,
  state: "published",
  ageBy: "batch",
  cutoffOn: "2025-10-31",
  opensOn: "2025-11-05",
  closesOn: "2025-12-15",
};

it("takes the newest wave, or the one that is named", () => {
  const before = { ...WAVE, id: 3, year: 2024 };
  expect(chooseWave([WAVE, before], undefined).id).toBe(7);
  expect(chooseWave([WAVE, before], 3).id).toBe(3);
});

it("tells a group that has asked nobody yet apart from a wave that is not the asker's", () => {
  expect(() => chooseWave([], undefined)).toThrow(expect.objectContaining({ code: "nothing_yet" }));
  expect(() => chooseWave([], 7)).toThrow(expect.objectContaining({ code: "not_found" }));
  expect(() => chooseWave([WAVE], 8)).toThrow(expect.objectContaining({ code: "not_found" }));
});
