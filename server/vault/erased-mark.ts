/** What a mark is made of: two facts that together mean one person. */
export type MarkKind = "name-home" | "name-phone" | "phone-home" | "email-home";

/**
 * SQL of the mark by which an erased person, number or address is known again: SHA-256 over keyed hashes (identity-seal.ts)
 * and the code of a home, so that without this installation's secret nobody can make or undo one.
 * @param parts SQL of two texts, e.g. a hash in hex and the code of a home
 */
export function erasedMarkSql(kind: MarkKind, ...parts: readonly [string, string]): string {
  return `sha256(convert_to('${kind}:' || (${parts[0]}) || ':' || (${parts[1]}), 'UTF8'))`;
}
