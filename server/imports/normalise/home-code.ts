/** A home's code in one way of writing: capitals, no spaces, ordinary hyphens. */
export function readHomeCode(plain: string): string {
  return plain
    .replace(/\s+/g, "")
    .replace(/[‐-―−]/g, "-")
    .toUpperCase();
}
