/** Sampled households by final disposition, counted or added up with base weights. */
export type Dispositions = {
  readonly complete: number;
  readonly partial: number;
  readonly refusal: number;
  readonly nonContact: number;
  /** Other eligible households without an interview; also every case a project asked to leave out. */
  readonly other: number;
  /** Unknown whether there is an eligible household. */
  readonly unknownHousehold: number;
  /** Unknown for another reason, e.g. a number out of service. */
  readonly unknownOther: number;
  /** Not eligible: sold on, wrong person. Leaves every denominator. */
  readonly notEligible: number;
};

/** Each a share in [0, 1]; undefined where it is 0/0 and prints as a dash. */
export type OutcomeRates = Readonly<Record<OutcomeRate, number | undefined>>;
export type OutcomeRate =
  | `RR${1 | 2 | 3 | 4 | 5 | 6}`
  | `COOP${1 | 2 | 3 | 4}`
  | `REF${1 | 2 | 3}`
  | `CON${1 | 2 | 3}`;

function known({ complete, partial, refusal, nonContact, other }: Dispositions): number {
  return complete + partial + refusal + nonContact + other;
}

function requireDispositions(dispositions: Dispositions): void {
  for (const [name, count] of Object.entries(dispositions)) {
    if (!(count >= 0 && count < Number.POSITIVE_INFINITY))
      throw new RangeError(`${name} must be a number from 0 up, got ${count}`);
  }
}

/**
 * Estimated eligible share of the households of unknown eligibility, e = known eligible / (known eligible + not eligible):
 * the CASRO or proportional allocation method. Undefined when nothing is known of any household.
 * @throws RangeError on a negative count
 */
export function estimatedEligibility(dispositions: Dispositions): number | undefined {
  requireDispositions(dispositions);
  const eligible = known(dispositions);
  const decided = eligible + dispositions.notEligible;
  return decided === 0 ? undefined : eligible / decided;
}

/**
 * Response, cooperation, refusal and contact rates as the American Association for Public Opinion Research defines them:
 * AAPOR Standard Definitions, 9th edition (2016). For what: every report prints RR2 (lower bound) and RR4 with its e.
 * Weighted rates: give sums of base weights instead of counts.
 * @param eligibility e in [0, 1]; estimated from these dispositions when left out. 1 makes RR3 equal RR1, 0 makes it RR5.
 * @throws RangeError on a negative count or an eligibility outside [0, 1]
 */
export function outcomeRates(
  dispositions: Dispositions,
  eligibility = estimatedEligibility(dispositions),
): OutcomeRates {
  requireDispositions(dispositions);
  if (eligibility !== undefined && !(eligibility >= 0 && eligibility <= 1)) {
    throw new RangeError(`the eligible share lies in [0, 1], got ${eligibility}`);
  }
  const { complete, partial, refusal, other, unknownHousehold, unknownOther } = dispositions;
  const unknown = unknownHousehold + unknownOther;
  const eligible = known(dispositions);
  const all = eligible + unknown;
  const likely =
    unknown === 0 ? eligible : eligibility === undefined ? undefined : eligible + eligibility * unknown;
  const interviewed = complete + partial;
  const contacted = interviewed + refusal + other;
  const able = interviewed + refusal;
  const share = (part: number, whole: number | undefined) =>
    whole === undefined || whole === 0 ? undefined : part / whole;
  return {
    RR1: share(complete, all),
    RR2: share(interviewed, all),
    RR3: share(complete, likely),
    RR4: share(interviewed, likely),
    RR5: share(complete, eligible),
    RR6: share(interviewed, eligible),
    COOP1: share(complete, contacted),
    COOP2: share(interviewed, contacted),
    COOP3: share(complete, able),
    COOP4: share(interviewed, able),
    REF1: share(refusal, all),
    REF2: share(refusal, likely),
    REF3: share(refusal, eligible),
    CON1: share(contacted, all),
    CON2: share(contacted, likely),
    CON3: share(contacted, eligible),
  };
}
