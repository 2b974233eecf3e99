import { need, type Scope } from "#server/scope/scope.ts";

declare const brand: unique symbol;

/** Somebody who may run waves: made from a scope that includes it, or at the server's own command line. */
export type WaveManager = {
  readonly [brand]: true;
  /** Null at the command line, where nobody signs in. */
  readonly userId: string | null;
};

/** The wave manager a scope is. @throws AppError `forbidden` when it is none */
export function waveManager(scope: Scope): WaveManager {
  need(scope, "waves.manage");
  return { userId: scope.userId } as unknown as WaveManager;
}

/** Whoever has the command line of the server has everything; deeds that need two people are not for it. */
export function commandLineManager(): WaveManager {
  return { userId: null } as unknown as WaveManager;
}
