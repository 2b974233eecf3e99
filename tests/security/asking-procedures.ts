import { ANNUAL } from "#surveys/questionnaires/registry.ts";
import type { Procedure } from "./procedures.ts";

const NOBODY = "00000000-0000-4000-8000-000000000000";
const ASKED = { id: ANNUAL.questionnaire.id, version: 1 } as const;

/** Procedures about what owners are asked, and about asking them. */
export const ASKING_PROCEDURES: Readonly<Record<string, Procedure>> = {
  "interviews.waves": { kind: "query", needs: "callbacks.work" },
  "interviews.list": { kind: "query", needs: "callbacks.work", input: ({ wave }) => ({ waveId: wave }) },
  "interviews.open": interview((respondentKey) => ({ respondentKey, mode: "phone" })),
  "interviews.reveal": {
    kind: "mutation",
    needs: "callbacks.work",
    // a case that is not in one's hands and one that does not exist are refused alike
  },
  "interviews.askErasure": {
    kind: "mutation",
    needs: "callbacks.work",
    // as with a look: a case that is not in one's hands and one that does not exist are refused alike
  },
  "interviews.save": { kind: "mutation", needs: "callbacks.work" },
  "interviews.release": {
    kind: "mutation",
    needs: "callbacks.work",
    input: () => ({ respondentKey: NOBODY }),
  },
  "interviews.contact": interview((respondentKey) => ({
    respondentKey,
    mode: "phone",
    outcome: "no_answer",
  })),
  "interviews.submit": interview((respondentKey) => ({
    submissionId: NOBODY,
    respondentKey,
    mode: "phone",
    startedAt: "2025-11-20T09:52:00+08:00",
    answers: {},
  })),
  "questionnaires.list": { kind: "query", needs: "questionnaires.read" },
  "questionnaires.show": {
    kind: "query",
    needs: "questionnaires.read",
    input: () => ASKED,
    foreign: () => [
      { ...ASKED, version: 99 },
      { ...ASKED, against: 99 },
      { id: "nothing", version: 1 },
    ],
  },
  "questionnaires.start": studio((version) => ({ id: ASKED.id, from: version })),
  "questionnaires.change": studio((version) => ({
    id: ASKED.id,
    version,
    hash: "x",
    questionnaire: ANNUAL.questionnaire,
    editorial: {},
  })),
  "questionnaires.discard": studio((version) => ({ id: ASKED.id, version })),
  "questionnaires.submit": studio((version) => ({ id: ASKED.id, version, reason: "why not" })),
  "questionnaires.sendBack": {
    ...studio((version) => ({ id: ASKED.id, version, reason: "think again" })),
    needs: "questionnaires.publish",
  },
  "questionnaires.publish": {
    ...studio((version) => ({ id: ASKED.id, version })),
    needs: "questionnaires.publish",
  },
};

/** Changes a version of a questionnaire that does not exist. */
function studio(input: (version: number) => Record<string, unknown>): Procedure {
  return { kind: "mutation", needs: "questionnaires.draft", foreign: () => [input(99)] };
}
/** Something done to a home nobody asked to ask. */
function interview(input: (respondentKey: string) => Record<string, unknown>): Procedure {
  return { kind: "mutation", needs: "callbacks.work", foreign: () => [input(NOBODY)] };
}
