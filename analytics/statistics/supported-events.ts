/** An event with the time in which what supports it may have happened, both ends included. */
export type SupportWindow = { readonly from: number; readonly to: number };

/**
 * Which events have a support of their own: the most that can be told apart when each support serves one event at most. For
 * what: calls and visits somebody wrote down against the numbers he opened, so that one number opened does not stand for ten
 * calls. Supports in order of time go to the open event that ends first, which serves as many events as any way of dealing them
 * out (earliest due date of unit jobs, Jackson JR (1955); Horn WA (1974) Naval Research Logistics 21:177).
 * @returns for each event whether it is supported; which of several alike it is follows their order
 * @throws RangeError on a window that ends before it begins
 */
export function supportedEvents(
  events: readonly SupportWindow[],
  supports: readonly number[],
): readonly boolean[] {
  if (events.some(({ from, to }) => !(from <= to)))
    throw new RangeError("the window of an event ends before it begins");
  const served = events.map(() => false);
  const coming = events.map((event, place) => ({ ...event, place })).toSorted((a, b) => a.from - b.from);
  let next = 0;
  let open: typeof coming = [];
  for (const support of supports.toSorted((a, b) => a - b)) {
    for (let event = coming[next]; event && event.from <= support; event = coming[++next]) open.push(event);
    open = open.filter(({ to }) => to >= support);
    const first = open.reduce<(typeof open)[number] | undefined>(
      (due, event) => (due === undefined || event.to < due.to ? event : due),
      undefined,
    );
    if (first === undefined) continue;
    served[first.place] = true;
    open = open.filter((event) => event !== first);
  }
  return served;
}
