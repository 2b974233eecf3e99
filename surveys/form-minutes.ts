import type { CompiledQuestionnaire, Form } from "./compile-questionnaire.ts";
import { blocksOf } from "./item-block.ts";
import { OWNER_PHASES, type OwnerPhase } from "./owner-phase.ts";

const longest = new WeakMap<CompiledQuestionnaire, number>();

/** Questions of the longest short form, to which the questionnaire's own minutes belong. */
function shortQuestions(compiled: CompiledQuestionnaire): number {
  let most = longest.get(compiled);
  if (most === undefined) {
    most = Math.max(1, ...OWNER_PHASES.map((phase) => compiled.stepsFor({ phase, form: "short" }).length));
    longest.set(compiled, most);
  }
  return most;
}

/**
 * How many minutes answering takes, as everybody is told who is asked: the questionnaire's minutes are those of its short
 * form where that is longest, and other forms and phases take as much more or less as they have questions; of the split
 * form the longest block counts. Whole minutes, rounded up, at least one.
 */
export function formMinutes(compiled: CompiledQuestionnaire, phase: OwnerPhase, form: Form): number {
  const blocks = form === "split" ? blocksOf(compiled.questionnaire) : [];
  const questions = Math.max(
    ...(blocks.length === 0
      ? [compiled.stepsFor({ phase, form }).length]
      : blocks.map((block) => compiled.stepsFor({ phase, form, block }).length)),
  );
  const minutes = (compiled.questionnaire.minutes * questions) / shortQuestions(compiled);
  return Math.max(1, Math.ceil(minutes - 1e-9));
}
