import { type MaskedContact, maskedForCall } from "#server/vault/reveal-for-call.ts";
import { contactTimes, readWaveSettings } from "#server/waves/settings.ts";
import type { Form } from "#surveys/compile-questionnaire.ts";
import type { ContactTimes } from "#surveys/contact-hours.ts";
import { formMinutes } from "#surveys/form-minutes.ts";
import { type InterviewScript, interviewScript } from "#surveys/interview-script.ts";
import { blockFor } from "#surveys/item-block.ts";
import type { Questionnaire, Text } from "#surveys/question.ts";
import type { FieldAgent } from "./field-agent.ts";
import { type FieldCase, fieldCase } from "./field-case.ts";
import type { InterviewDesk } from "./submit-interview.ts";
import { takeCase } from "./worklist.ts";

/** Everything an interview needs, so that it can go on without a line. Nothing here says who lives in the home. */
export type OpenCase = FieldCase & {
  readonly mode: "phone" | "visit";
  readonly projectName: Text;
  readonly form: Form;
  readonly questionnaire: Questionnaire;
  readonly script: InterviewScript;
  readonly masked: MaskedContact;
  readonly closesOn: string;
  readonly mostContacts: number;
  readonly contactTimes: ContactTimes;
};

/**
 * Takes a home in hand and opens it: what was said before, what to ask and which words to say.
 * @throws AppError `conflict` when a colleague has it, `not_found` outside the sample
 */
export async function openCase(
  desk: InterviewDesk,
  agent: FieldAgent,
  request: { readonly respondentKey: string; readonly mode: "phone" | "visit" },
): Promise<OpenCase> {
  const { db } = desk;
  const { respondentKey, mode } = request;
  const now = desk.now();
  const found = await fieldCase(db, agent, respondentKey);
  await takeCase(db, agent, respondentKey, now, mode);
  const [wave, settings, masked, interviewer, unit] = await Promise.all([
    desk.findWave(found.waveId),
    readWaveSettings(db),
    maskedForCall(db, agent, respondentKey, now),
    db.selectFrom("user").select("name").where("id", "=", agent.userId).executeTakeFirstOrThrow(),
    db
      .selectFrom("org_unit")
      .select(["name", "name_en"])
      .where("id", "=", found.projectId)
      .executeTakeFirstOrThrow(),
  ]);
  const { questionnaire } = wave.compiled;
  const projectName = { zh: unit.name, en: unit.name_en ?? unit.name };
  const form = settings[mode === "phone" ? "form.phone" : "form.visit"];
  const block = blockFor(questionnaire, respondentKey);
  const respondent = { ...found.respondent, form, ...(block === undefined ? {} : { block }) };
  return {
    ...found,
    respondent,
    mode,
    projectName,
    form,
    questionnaire,
    script: interviewScript(
      questionnaire,
      { organisation: wave.organisation, project: projectName, interviewer: interviewer.name },
      formMinutes(wave.compiled, respondent.phase, form),
    ),
    masked,
    closesOn: wave.closesOn,
    mostContacts: settings["contact.most"],
    contactTimes: contactTimes(settings),
  };
}
