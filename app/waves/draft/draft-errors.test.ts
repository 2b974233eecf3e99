import { expect, test } from "vitest";
import { draftErrors } from "./draft-errors.ts";

const SOUND = { name: "年末调查", cutoffOn: "2026-11-30", opensOn: "2026-12-05", closesOn: "2027-01-13" };

test("a sound plan has no errors, and each fault is named at its field", () => {
  expect(draftErrors(SOUND)).toEqual({});
  expect(draftErrors({ ...SOUND, name: "  " })).toEqual({ name: "nameMissing" });
  expect(draftErrors({ ...SOUND, closesOn: "2026-12-01" })).toEqual({ closesOn: "closesBeforeOpens" });
  expect(draftErrors({ ...SOUND, opensOn: "" })).toEqual({ opensOn: "dayMissing" });
  expect(draftErrors({ ...SOUND, closesOn: SOUND.opensOn })).toEqual({});
});
