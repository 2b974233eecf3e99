/** Where to go after signing in: a page of ours, never another site. */
export function safeReturn(next: string | null | undefined): string {
  if (!next?.startsWith("/")) return "/";
  const target = new URL(next, "http://here.invalid");
  return target.host === "here.invalid" && !target.pathname.startsWith("/api/")
    ? target.pathname + target.search
    : "/";
}
