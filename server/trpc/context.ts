import { type Analysis, analysis } from "#server/analysis/analysis.ts";
import type { Auth } from "#server/auth/auth.ts";
import { auth } from "#server/auth/auth.ts";
import { readSession, type Session } from "#server/auth/session.ts";
import type { Database } from "#server/database/connection.ts";
import { record } from "#server/database/connection.ts";
import { interviewDesk } from "#server/fieldwork/interview-desk.ts";
import type { InterviewDesk } from "#server/fieldwork/submit-interview.ts";
import type { Sources } from "#server/indicators/sources.ts";
import { STEADY_MS } from "#server/indicators/state-in-use.ts";
import { makeScope, type Scope } from "#server/scope/scope.ts";
import { shanghaiDate } from "#surveys/calendar-date.ts";

type SignedIn = { readonly session: Session; readonly scope: Scope };

/** What every procedure starts from. Who asks is found out once a request, when the first procedure wants to know. */
export type Context = {
  readonly headers: Headers;
  readonly db: Database;
  readonly analysis: () => Promise<Analysis>;
  /** Where interviews are handed in. */
  readonly interviews: () => Promise<InterviewDesk>;
  readonly now: () => Date;
  /** A line for whoever runs the server. */
  readonly tell: (line: string) => void;
  readonly whoAsks: () => Promise<SignedIn | undefined>;
};

export type ContextParts = {
  readonly headers: Headers;
  readonly db: Database;
  readonly auth: Auth;
  readonly analysis: () => Promise<Analysis>;
  readonly interviews: () => Promise<InterviewDesk>;
  readonly now: () => Date;
  readonly tell: (line: string) => void;
  /** Takes cookies of a prolonged session along with the answer. */
  readonly giveCookie?: (cookie: string) => void;
};

async function identify({ headers, db, auth, now, giveCookie }: ContextParts): Promise<SignedIn | undefined> {
  const session = await readSession(auth, db, headers);
  if (!session) return undefined;
  for (const cookie of session.cookies) giveCookie?.(cookie);
  const today = shanghaiDate(now());
  const scope =
    session.viewingAs === null
      ? await makeScope(db, session.userId, today)
      : await makeScope(db, session.viewingAs, today, session.userId);
  return { session, scope };
}

/** A context for one request. */
export function makeContext(parts: ContextParts): Context {
  let asked: Promise<SignedIn | undefined> | undefined;
  const { headers, db, analysis, interviews, now, tell } = parts;
  return {
    headers,
    db,
    analysis,
    interviews,
    now,
    tell,
    whoAsks: () => {
      asked ??= identify(parts);
      return asked;
    },
  };
}

/** The context of a request to this process. */
export async function processContext(
  headers: Headers,
  giveCookie?: (cookie: string) => void,
): Promise<Context> {
  const [{ db }, keeper] = await Promise.all([record(), auth()]);
  const tell = (line: string) => void process.stderr.write(`${line}\n`);
  return makeContext({
    headers,
    db,
    auth: keeper,
    analysis,
    interviews: interviewDesk,
    now: () => new Date(),
    tell,
    giveCookie,
  });
}

/** Where a request's numbers come from, who asks for them and when. */
export async function placeOf(
  ctx: Pick<Context, "db" | "analysis" | "now"> & { readonly scope: Scope },
): Promise<{ readonly sources: Sources; readonly scope: Scope; readonly now: Date }> {
  return { sources: await sourcesOf(ctx), scope: ctx.scope, now: ctx.now() };
}

/** Where a request's numbers come from. */
export async function sourcesOf({ db, analysis }: Pick<Context, "db" | "analysis">): Promise<Sources> {
  return { db, analysis: await analysis(), steadyFor: STEADY_MS };
}
