/** Where to go after signing in: a page of ours, never another site. */
export function safeReturn(next: string | null | undefined): string {
  if (!next?.startsWith("/")) return "/";
  const target = new URL(next, "http://here.invalid");
  // Next asks for the parts of a page with this mark; it is no part of the address.
  if (target.searchParams.has("_rsc")) target.searchParams.delete("_rsc");
  return target.host === "here.invalid" && !target.pathname.startsWith("/api/")
    ? target.pathname + target.search
    : "/";
}
