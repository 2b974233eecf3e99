import type { Statements } from "#server/database/statements.ts";
import { markMaker } from "#server/submissions/respondent-marks.ts";
import type { CalendarDate } from "#surveys/calendar-date.ts";
import type { Finding } from "./screens.ts";

/** Roles of those who are rated, and of those who might speak for them. */
const RATED = ["region_head", "project_lead", "port_head"] as const;

/**
 * Answers from our own offices: from networks declared as ours (`sites`, addresses as somebody typed them), or from which people who are rated signed in while the
 * wave was open. Addresses are compared by the wave's keyed marks; answers keep none.
 */
export async function fromStaffNetworks(
  run: Statements,
  waveId: number,
  opensOn: CalendarDate,
  sites: readonly string[],
): Promise<readonly Finding[]> {
  const known = await run<{ address: string; kind: string }>(
    `select unnest($3::text[]) as address, 'site' as kind
     union
     select l.network, 'sign-in' from audit_log l
     where l.action = 'sign-in' and l.network is not null and l.at >= $1::date
       and exists (select from role_grant g where g.user_id = l.actor_id and g.role = any($2))
     order by 1, 2`,
    [opensOn, RATED, sites],
  );
  if (known.length === 0) return [];
  const mark = markMaker();
  const marked = known.flatMap(({ address, kind }) => {
    const { network } = mark(waveId, undefined, address);
    return network === null ? [] : [{ network, kind }];
  });
  const rows = await run<{ id: string; kind: string }>(
    `select distinct on (r.id) r.id, k.kind from response r
     join unnest($2::bytea[], $3::text[]) as k (network, kind) on k.network = r.network_hash
     where r.wave_id = $1 and r.mode = 'web' order by r.id, k.kind desc`,
    [waveId, marked.map(({ network }) => network), marked.map(({ kind }) => kind)],
  );
  return rows.map(({ id, kind }) => ({ id, code: "STAFF_NETWORK", detail: { network: kind } }));
}
