import { AppError } from "#server/app-error.ts";
import { need, type Scope } from "#server/scope/scope.ts";
import type { WaveFacts } from "../wave-facts.ts";

/**
 * Lets through who may read how a wave was done: everybody who reads numbers once it is published, before that those who
 * run it.
 * @throws AppError `forbidden`, `conflict` for a wave that has asked nobody yet
 */
export function needMethod(scope: Scope, wave: WaveFacts): void {
  need(scope, "readings.read");
  if (wave.state === "draft" || wave.state === "locked")
    throw new AppError("conflict", "This wave has asked nobody yet: there is no method to show.");
  if (wave.state !== "published" && wave.origin === "system") need(scope, "waves.manage");
}
