import { DISPOSITION_MEANINGS, type Disposition } from "./disposition.ts";

/**
 * Outcomes of contacts that left the case open, the most telling first: whoever spoke to us tells more than a ringing
 * phone, and a phone that rings more than a wrong number. An appointment that was never kept is a non-contact.
 */
export const OPEN_OUTCOMES = [
  "hung_up",
  "tenant",
  "appointment",
  "no_answer",
  "no_reply",
  "locked",
  "wrong_number",
  "undelivered",
  "not_attempted",
] as const satisfies readonly Disposition[];

/** What is known of a home when a wave closes, beside a counted answer, which decides alone. */
export type CaseHistory = {
  /** Outcomes of its contacts, the earliest first. */
  readonly contacts: readonly Disposition[];
  /** Somebody began to answer and never sent it. */
  readonly begun: boolean;
  /** Of its invitations: some went out, all failed, or there were none. */
  readonly invited: "sent" | "failed" | "none";
};

/**
 * The one final outcome of a home nobody has a counted answer of: the last contact that closed the case; else an answer
 * begun and broken off; else the most telling of the open ones and of its invitations.
 */
export function finalDisposition({ contacts, begun, invited }: CaseHistory): Disposition {
  const closing = contacts.findLast((contact) => DISPOSITION_MEANINGS[contact].closes);
  if (closing !== undefined) return closing;
  if (begun) return "broken_off";
  const known = new Set<Disposition>(contacts);
  if (invited === "sent") known.add("no_reply");
  if (invited === "failed") known.add("undelivered");
  return OPEN_OUTCOMES.find((outcome) => known.has(outcome)) ?? "not_attempted";
}
