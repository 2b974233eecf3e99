/** A unit of the tree and how many people wrote in it directly (projects; 0 for what only holds others). */
export type WritingUnit = { readonly id: number; readonly parent: number | null; readonly writers: number };

/** By unit where people wrote, the lowest unit their words are shown in; units whose words are shown nowhere are missing. */
export type ShownAt = ReadonlyMap<number, number>;

/**
 * Where words may be shown so that nobody, whatever lists are laid over one another, gets at fewer than `minimum` people.
 * A unit with fewer is not shown by itself. Its words count among those of the unit above when the words there that belong
 * to no shown part come from `minimum` people together; else they wait for the next level, and at the top they stay out.
 * Lists then are nested, and what a list has beyond those of its parts always comes from at least `minimum` people.
 * @param units of one tree, each once; a parent that is not among them counts as none
 */
export function speakableUnits(units: readonly WritingUnit[], minimum: number): ShownAt {
  const known = new Set(units.map(({ id }) => id));
  const children = Map.groupBy(units, ({ parent }) => (parent !== null && known.has(parent) ? parent : null));
  const shownAt = new Map<number, number>();

  /** Shows what can be shown in a unit and below; hands up the units whose words wait. */
  const settle = (unit: WritingUnit): readonly WritingUnit[] => {
    const below = (children.get(unit.id) ?? []).flatMap(settle);
    const waiting = unit.writers > 0 ? [unit, ...below] : below;
    const writers = waiting.reduce((sum, each) => sum + each.writers, 0);
    if (writers < minimum) return waiting;
    for (const each of waiting) shownAt.set(each.id, unit.id);
    return [];
  };
  for (const root of children.get(null) ?? []) settle(root);
  return shownAt;
}
