/** An answer given online, as far as judging bursts needs it. Sorted by project and time. */
export type WebAnswer = {
  readonly ordinal: number;
  readonly project: number;
  /** Seconds since 1970. */
  readonly at: number;
  readonly address: string;
  /** Sum and number of its five-point answers. */
  readonly sum: number;
  readonly count: number;
};

export type BurstRule = {
  readonly answers: number;
  readonly seconds: number;
  readonly addresses: number;
  readonly mean: number;
};

/** At least 20 web answers of one project within two hours from at most three addresses, their five-point answers 4.9 or more in the mean. */
export const BURST_RULE: BurstRule = { answers: 20, seconds: 7_200, addresses: 3, mean: 4.9 };

/** The busiest addresses of a window, when together they reach the rule's number of answers. */
function busiest(counts: ReadonlyMap<string, number>, rule: BurstRule): ReadonlySet<string> | undefined {
  const top = [...counts].toSorted(([a, m], [b, n]) => n - m || (a < b ? -1 : 1)).slice(0, rule.addresses);
  return top.reduce((total, [, n]) => total + n, 0) >= rule.answers
    ? new Set(top.map(([address]) => address))
    : undefined;
}

/**
 * Finds answers somebody organised: bursts of near-perfect web answers of one project from very few addresses. Answers of
 * other addresses in the same hours stay out of it.
 * @returns ordinals of the answers that belong to a burst
 */
export function coachedBursts(
  answers: readonly WebAnswer[],
  rule: BurstRule = BURST_RULE,
): ReadonlySet<number> {
  const found = new Set<number>();
  const counts = new Map<string, number>();
  // an address alone must give a third of a burst for any three to make one
  const heavy = Math.ceil(rule.answers / rule.addresses);
  let heavyAddresses = 0;
  let start = 0;
  for (const [end, answer] of answers.entries()) {
    for (; start < end; start++) {
      const first = answers[start];
      if (!first || (first.project === answer.project && answer.at - first.at <= rule.seconds)) break;
      const n = (counts.get(first.address) ?? 0) - 1;
      if (n === heavy - 1) heavyAddresses--;
      if (n === 0) counts.delete(first.address);
      else counts.set(first.address, n);
    }
    const n = (counts.get(answer.address) ?? 0) + 1;
    counts.set(answer.address, n);
    if (n === heavy) heavyAddresses++;
    const addresses = heavyAddresses === 0 ? undefined : busiest(counts, rule);
    if (!addresses?.has(answer.address)) continue;
    const burst = answers.slice(start, end + 1).filter(({ address }) => addresses.has(address));
    const sum = burst.reduce((total, each) => total + each.sum, 0);
    const count = burst.reduce((total, each) => total + each.count, 0);
    if (count > 0 && sum / count >= rule.mean) for (const { ordinal } of burst) found.add(ordinal);
  }
  return found;
}
