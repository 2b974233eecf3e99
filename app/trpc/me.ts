import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { cache } from "react";
import type { MeView } from "#server/auth/me-view.ts";
import { WANTED_PAGE } from "#server/http/staff-policy.ts";
import { safeReturn } from "../door/safe-return.ts";
import { ask } from "./server.ts";

/** Who is signed in, undefined when nobody is. */
export const whoIsThere = cache(async (): Promise<MeView | undefined> => {
  const caller = await ask();
  try {
    return await caller.me.get();
  } catch (error) {
    if (isUnauthorized(error)) return undefined;
    throw error;
  }
});

function isUnauthorized(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "UNAUTHORIZED";
}

/** Who is signed in; anybody else is shown the door, and on the very first run the set-up. */
export async function mustBeSignedIn(): Promise<MeView> {
  const me = await whoIsThere();
  if (me) return me;
  const { needed } = await (await ask()).setup.needed();
  if (needed) return redirect("/setup");
  const wanted = safeReturn((await headers()).get(WANTED_PAGE));
  return redirect(wanted === "/" ? "/sign-in" : `/sign-in?next=${encodeURIComponent(wanted)}`);
}
