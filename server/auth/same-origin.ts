/**
 * Whether a request that changes something comes from our own pages. Every browser names the origin on such requests;
 * a program without a browser names none, and nobody can make it act against its will.
 * @param publicUrl where we are reached, when configured; else the host the request was sent to
 */
export function isSameOrigin(headers: Headers, publicUrl: string | undefined): boolean {
  const site = headers.get("sec-fetch-site");
  if (site !== null && site !== "same-origin" && site !== "none") return false;
  const origin = headers.get("origin");
  if (origin === null) return true;
  if (!URL.canParse(origin)) return false;
  if (publicUrl !== undefined && origin === new URL(publicUrl).origin) return true;
  return publicUrl === undefined && new URL(origin).host === headers.get("host");
}

/** Origins better-auth may accept for this request: the configured one, or the host it was sent to. */
export function trustedOrigins(headers: Headers | undefined, publicUrl: string | undefined): string[] {
  if (publicUrl !== undefined) return [new URL(publicUrl).origin];
  const host = headers?.get("host");
  return host ? [`http://${host}`, `https://${host}`] : [];
}
