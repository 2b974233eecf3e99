import type { IndexDefinition } from "#analytics/index-definition.ts";
import type { MethodFacts } from "./method-page/method-facts.ts";
import type { MethodNotes } from "./method-page/method-notes.ts";
import type { ScorePassport } from "./passport.ts";
import type { CheckedDefinition } from "./read-definition.ts";
import type { ScoreResult } from "./score-result.ts";

/** A scored sample, with what can be said of it while its source is open. */
export type ScoreAnswer = {
  readonly definition: IndexDefinition;
  readonly warnings: CheckedDefinition["warnings"];
  readonly result: ScoreResult;
  /** @param folder where the passport will lie: files are named from there */
  readonly passport: (folder: string) => ScorePassport;
  readonly facts: (notes: MethodNotes) => MethodFacts | Promise<MethodFacts>;
};
