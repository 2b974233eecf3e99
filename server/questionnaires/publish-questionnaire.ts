import { type StepResult, twoPersonFlow } from "#server/versions/two-person-flow.ts";
import { ancestryOf, type StudioProblem, studioProblems } from "./questionnaire-problems.ts";
import { holdQuestionnaire, type QuestionnaireRecord } from "./questionnaire-record.ts";

export type QuestionnaireStepResult = StepResult<StudioProblem>;

/** Versions of a questionnaire on their way to being asked. */
export const QUESTIONNAIRE_FLOW = twoPersonFlow<QuestionnaireRecord, StudioProblem>({
  kind: "questionnaire",
  table: "questionnaire",
  drafting: "questionnaires.draft",
  publishing: "questionnaires.publish",
  reasonIsFor: "it stays with the version",
  hold: holdQuestionnaire,
  obstacles: async (tx, record) => {
    const found = await studioProblems(tx, record.questionnaire, await ancestryOf(tx, record));
    return found.filter(({ severity }) => severity === "error");
  },
});

/** As of every version: hands a draft to a second person, gives it back, or publishes it for good. */
export const {
  submit: submitDraft,
  sendBack: returnToDraft,
  publish: publishQuestionnaire,
} = QUESTIONNAIRE_FLOW;
