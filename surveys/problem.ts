/** Something a person can put right: where it is, and one sentence in each language. */
export type Problem<Code extends string = string> = {
  readonly code: Code;
  /** The question, section or field concerned; empty when it is the whole. */
  readonly item: string;
  readonly zh: string;
  readonly en: string;
};
