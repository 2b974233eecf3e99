/**
 * The content policy of the staff's pages: scripts and styles of our own that carry this answer's nonce, nothing from
 * elsewhere, nobody's frame. Next puts the nonce it finds in this header on every script and style it writes.
 * @param dev development tools evaluate code and write style elements; production does neither
 */
export function staffPolicy(nonce: string, dev: boolean): string {
  const script = `'self' 'nonce-${nonce}' 'strict-dynamic'${dev ? " 'unsafe-eval'" : ""}`;
  const style = dev ? "'self' 'unsafe-inline'" : `'self' 'nonce-${nonce}'`;
  return [
    "default-src 'none'",
    `script-src ${script}`,
    `style-src ${style}`,
    // charts are placed by style attributes, also in pages made on the server; an attribute loads and runs nothing
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self'",
    `connect-src 'self'${dev ? " ws:" : ""}`,
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join("; ");
}

/** What else goes with every answer of the staff's pages. */
export const STAFF_SAFETY = {
  "X-Content-Type-Options": "nosniff",
  "X-Frame-Options": "DENY",
  "Referrer-Policy": "same-origin",
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Resource-Policy": "same-origin",
  "X-Robots-Tag": "noindex, nofollow",
} as const;

/** The header in which the front tells a page which address was asked for, so that signing in leads back to it. */
export const WANTED_PAGE = "x-wanted-page";
