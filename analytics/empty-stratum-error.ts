/** Owners without a respondent have no weight, and the definition asks not to pass over that. */
export class EmptyStratumError extends Error {
  readonly strata: readonly string[];
  constructor(strata: readonly string[]) {
    super(
      `No respondent stands for the owners of ${strata.join(", ")}: collect answers there, or set emptyStratum to "collapse" or "drop".`,
    );
    this.name = "EmptyStratumError";
    this.strata = strata;
  }
}
