import type { Database } from "#server/database/connection.ts";
import { type Statements, statementsOf } from "#server/database/statements.ts";
import { createPerson } from "#server/people/create-person.ts";
import { temporaryPassword } from "#server/people/temporary-password.ts";
import { findPatterns } from "#server/waves/quality/find-patterns.ts";
import { storeInterviewers } from "#server/waves/quality/store-interviewers.ts";
import { readWaveSettings } from "#server/waves/settings.ts";
import { waveQuestionnaire } from "#server/waves/wave-questionnaire.ts";

const NAMES = ["罗佳", "秦晓燕", "韩雪", "石磊", "汪洋"] as const;

/** Which of so many a home fell to, the same in every demo. */
const placeOf = "((hashtextextended(respondent_key::text || 'asked by', 0) & 1048575) % $2::int)::int";

const ASKED = `update response set interviewer = ($3::text[])[1 + ${placeOf}] where wave_id = $1 and mode <> 'web'`;
const CALLED = `update attempt set actor = ($3::text[])[1 + ${placeOf}] where wave_id = $1 and mode <> 'web'`;

// the last of them wrote down a quarter of his contacts without having looked anybody up
const LOOKED = `
  insert into audit_log (at, actor_id, action, subject, detail)
  select a.at - interval '20 minutes', a.actor, 'identity.viewed', 'wave:' || $1::bigint,
         jsonb_build_object('purpose', 'interview', 'reason', case a.mode when 'visit' then 'visit' else 'call' end)
  from attempt a where a.wave_id = $1 and a.mode <> 'web' and (a.actor <> $2 or a.id % 4 <> 0) order by a.at, a.id`;

async function nameContacts(run: Statements, waveId: number, people: readonly string[]): Promise<void> {
  for (const statement of [ASKED, CALLED]) await run(statement, [waveId, people.length, people]);
  await run(LOOKED, [waveId, people.at(-1)]);
}

/**
 * Puts names to the calls and visits of the wave in the field, and says of each interviewer what a screening would. They have
 * accounts nobody knows the password of.
 */
export async function createDemoInterviewers(db: Database): Promise<void> {
  const wave = await db
    .selectFrom("wave")
    .select("id")
    .where("kind", "=", "annual")
    .where("state", "=", "field")
    .executeTakeFirstOrThrow();
  const centre = await db
    .selectFrom("org_unit")
    .select("id")
    .where("code", "=", "HQ-CC")
    .executeTakeFirstOrThrow();
  const people: string[] = [];
  for (const [place, name] of NAMES.entries())
    people.push(
      await createPerson(
        db,
        {
          name,
          email: `caller${place + 1}@demo.example`,
          password: temporaryPassword(),
          mustChangePassword: true,
          grants: [{ role: "callback_agent", unitId: centre.id, port: null }],
        },
        null,
      ),
    );
  const [settings, compiled] = [await readWaveSettings(db, wave.id), await waveQuestionnaire(db, wave.id)];
  await db.transaction().execute(async (tx) => {
    const run = statementsOf(tx);
    await nameContacts(run, wave.id, people);
    const { interviews } = await findPatterns(run, wave.id, compiled, settings);
    await storeInterviewers(run, wave.id, interviews, new Set());
  });
}
