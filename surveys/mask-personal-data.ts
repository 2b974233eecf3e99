import { findNames } from "./personal-data/find-names.ts";
import { findNumbers } from "./personal-data/find-numbers.ts";
import { type Finding, PERSONAL_DATA_KINDS, PERSONAL_DATA_LABELS } from "./personal-data/finding.ts";

export type MaskedText = {
  /** The text with a word in brackets, e.g. 〔电话〕, where personal data stood. */
  readonly masked: string;
  /** What was found and where in the original; in reading order, without overlaps. */
  readonly findings: readonly Finding[];
};

function rank(finding: Finding): number {
  return PERSONAL_DATA_KINDS.indexOf(finding.kind);
}

function withoutOverlaps(findings: readonly Finding[]): readonly Finding[] {
  const surestFirst = findings.toSorted(
    (a, b) => rank(a) - rank(b) || b.end - b.start - (a.end - a.start) || a.start - b.start,
  );
  const kept: Finding[] = [];
  for (const finding of surestFirst) {
    if (kept.every((other) => finding.end <= other.start || finding.start >= other.end)) kept.push(finding);
  }
  return kept.toSorted((a, b) => a.start - b.start);
}

/**
 * Finds and masks personal data in an owner's words: e-mail addresses, identity and card numbers, number plates,
 * phones, accounts, room numbers and likely names. It errs towards masking a number and towards keeping a word;
 * what it lets through is why open answers also have a custodian.
 */
export function maskPersonalData(text: string): MaskedText {
  const findings = withoutOverlaps([...findNumbers(text), ...findNames(text)]);
  let masked = "";
  let from = 0;
  for (const { kind, start, end } of findings) {
    masked += `${text.slice(from, start)}〔${PERSONAL_DATA_LABELS[kind].zh}〕`;
    from = end;
  }
  return { masked: masked + text.slice(from), findings };
}
