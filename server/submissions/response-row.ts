import type { DispositionGroup } from "#surveys/disposition.ts";
import type { OwnerPhase } from "#surveys/owner-phase.ts";
import type { Answers } from "#surveys/question.ts";

export type StoredText = {
  readonly item: string;
  readonly raw: string;
  readonly masked: string;
  readonly findings: readonly string[];
};

/** A validated answer, ready to be kept. */
export type ResponseRow = {
  readonly id: string;
  readonly respondentKey: string;
  readonly waveId: number;
  readonly projectId: number;
  readonly phase: OwnerPhase;
  readonly questionnaireId: string;
  readonly questionnaireVersion: number;
  readonly codes: Uint8Array;
  readonly choices: string;
  readonly bodyHash: Buffer;
  readonly complete: boolean;
  readonly consent: boolean;
  readonly submittedAt: Date;
  readonly language: string;
  readonly deviceHash: Buffer | null;
  readonly networkHash: Buffer | null;
  /** A break-off is kept and does not count. */
  readonly counts: boolean;
  readonly disposition: DispositionGroup;
  readonly texts: readonly StoredText[];
  readonly mode: "web" | "phone" | "visit";
  /** Who held the interview, and when it began; null for an owner alone, whose draft knows. */
  readonly interviewer: string | null;
  readonly startedAt: Date | null;
  /** What was sent, kept beside the first answer if there is already a different one. */
  readonly answers: Answers;
};
