import { auth } from "#server/auth/auth.ts";
import { answerAuth } from "#server/auth/auth-door.ts";
import { record } from "#server/database/connection.ts";
import { env } from "#server/env.ts";

async function answer(request: Request): Promise<Response> {
  const [{ db }, keeper] = await Promise.all([record(), auth()]);
  return answerAuth({ auth: keeper, db, now: () => new Date(), publicUrl: env().PUBLIC_URL }, request);
}

export { answer as GET, answer as POST };
