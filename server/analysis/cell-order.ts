type Grouped = { readonly group: Readonly<Record<string, string>> };

/**
 * The order of the parts of a stratum: by the words of the cuts that divide it, the first cut first. Sums of fractions depend in their last
 * digit on the order they are added up in: so it must not be that in which the answers happen to lie.
 */
export function byWords(cuts: readonly string[]): (a: Grouped, b: Grouped) => number {
  return ({ group: a }, { group: b }) => {
    for (const cut of cuts) {
      const [own = "", other = ""] = [a[cut], b[cut]];
      if (own !== other) return own < other ? -1 : 1;
    }
    return 0;
  };
}
