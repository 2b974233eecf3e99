import { completeness } from "#surveys/completeness.ts";
import { dispositionGroup, dispositionOf } from "#surveys/disposition.ts";
import { encode } from "#surveys/encode.ts";
import type { Answers } from "#surveys/question.ts";
import { AppError } from "../app-error.ts";
import type { OpenRecord } from "../database/connection.ts";
import { isUnavailable } from "../database/is-unavailable.ts";
import { groupCommit } from "../group-commit.ts";
import type { Invited } from "../invitations/find-invitation.ts";
import { bodyHash } from "./body-hash.ts";
import type { FieldWave } from "./field-waves.ts";
import { type Conflict, keepConflicts } from "./keep-conflicts.ts";
import { maskTexts } from "./mask-texts.ts";
import type { Marks } from "./respondent-marks.ts";
import type { ResponseRow } from "./response-row.ts";
import { type Draft, saveDrafts } from "./save-drafts.ts";
import { type Outcome, storeResponses } from "./store-responses.ts";

/** Where and when an answer came in. */
type Circumstances = {
  readonly submissionId: string;
  readonly at: Date;
  readonly language: string;
  readonly marks: Marks;
  /** When somebody of ours asked the questions. */
  readonly interview?: {
    readonly mode: "phone" | "visit";
    readonly interviewer: string;
    readonly startedAt: Date;
  };
};

/** Whose answer it is, as far as keeping it needs to know. */
export type Answering = Pick<Invited, "respondentKey" | "waveId" | "projectId" | "respondent">;

export type SubmissionDesk = {
  /** Keeps validated answers; resolves after commit. What fails may be sent again: it is never counted twice. */
  readonly submit: (
    invited: Answering,
    wave: FieldWave,
    answers: Answers,
    circumstances: Circumstances,
  ) => Promise<Outcome>;
  readonly saveDraft: (draft: Draft) => Promise<void>;
  /** Resolves when everything handed in has committed. */
  readonly drained: () => Promise<void>;
};

function responseRow(
  invited: Answering,
  wave: FieldWave,
  answers: Answers,
  { submissionId, at, language, marks, interview }: Circumstances,
): ResponseRow {
  const { respondent } = invited;
  const { codes, choices, texts, consent } = encode(wave.compiled, answers);
  const finished = completeness(wave.compiled, respondent, answers);
  return {
    id: submissionId,
    respondentKey: invited.respondentKey,
    waveId: invited.waveId,
    projectId: invited.projectId,
    phase: respondent.phase,
    questionnaireId: wave.compiled.questionnaire.id,
    questionnaireVersion: wave.compiled.questionnaire.version,
    codes,
    choices: JSON.stringify(choices),
    bodyHash: bodyHash(answers),
    complete: finished === "complete",
    consent,
    submittedAt: at,
    language,
    deviceHash: marks.device,
    networkHash: marks.network,
    counts: finished !== "break-off",
    disposition: dispositionGroup(dispositionOf(finished), respondent.phase),
    texts: maskTexts(texts),
    mode: interview?.mode ?? "web",
    interviewer: interview?.interviewer ?? null,
    startedAt: interview?.startedAt ?? null,
    answers,
  };
}

async function withoutResult(done: Promise<void>, batch: readonly unknown[]): Promise<readonly undefined[]> {
  await done;
  return batch.map(() => undefined);
}

/** A race with another process is decided at the second look. */
const LOOKS = 3;

/** Where answers are handed in: grouped into few commits, each household's answer counted once. */
export function submissionDesk(record: Pick<OpenRecord, "pool">): SubmissionDesk {
  const responses = groupCommit<ResponseRow, Outcome>({
    run: (rows) => storeResponses(record, rows),
    keyOf: (row) => row.respondentKey,
    abreast: 2,
    failsAll: isUnavailable,
  });
  const conflicts = groupCommit<Conflict, undefined>({
    run: (batch) => withoutResult(keepConflicts(record, batch), batch),
    keyOf: ({ row }) => row.respondentKey,
    failsAll: isUnavailable,
  });
  const drafts = groupCommit<Draft, undefined>({
    run: (batch) => withoutResult(saveDrafts(record, batch), batch),
    keyOf: (draft) => draft.respondentKey,
    failsAll: isUnavailable,
  });

  async function store(row: ResponseRow): Promise<Outcome> {
    for (let look = 0; look < LOOKS; look++) {
      const outcome = await responses.submit(row);
      if (outcome.kind === "conflict") await conflicts.submit({ row, keptId: outcome.id });
      if (outcome.kind !== "unseen") return outcome;
    }
    throw new AppError("conflict", "Another answer of this household is just being kept: send yours again.");
  }

  return {
    submit: (invited, wave, answers, circumstances) =>
      store(responseRow(invited, wave, answers, circumstances)),
    saveDraft: (draft) => drafts.submit(draft),
    drained: async () => {
      await responses.drained();
      await Promise.all([conflicts.drained(), drafts.drained()]);
    },
  };
}
