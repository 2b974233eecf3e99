import type { Statements } from "../database/statements.ts";

/** How many homes of a stratum are to be drawn. */
export type StratumDraw = {
  readonly projectId: number;
  readonly phase: string;
  readonly drawn: number;
  /** All of them: there is nothing to draw. */
  readonly takeAll: boolean;
};

/** A draw: how many, SHA-256 over their codes in order, and whether it is everybody. */
export type HomesDrawn = { readonly drawn: number; readonly hash: Buffer; readonly everybody: boolean };

const CODES_HASH = (from: string) => `
  select count(*)::int as drawn,
    sha256(convert_to(coalesce(string_agg(code, e'\\n' order by code collate "C"), ''), 'UTF8')) as hash from ${from}`;

const FRAME_HOMES =
  "frame_member m join vault.respondent r using (respondent_key) join home h on h.id = r.home_id where m.wave_id = $1";

const DRAW = `
  insert into drawn_home
  with wanted as (
    select * from unnest($3::bigint[], $4::text[], $5::int[]) as w (project_id, phase, drawn)
  ), ordered as (
    select m.respondent_key, h.code, w.drawn, row_number() over (
      partition by m.project_id, m.phase order by sha256(convert_to($2::text || ':' || h.code, 'UTF8')), h.code) as place
    from frame_member m
    join vault.respondent r using (respondent_key)
    join home h on h.id = r.home_id
    join wanted w on w.project_id = m.project_id and w.phase = m.phase
    where m.wave_id = $1
  )
  select respondent_key, code from ordered where place <= drawn`;

/**
 * Which homes a seed draws: those of each stratum with the smallest SHA-256 of seed and home code. The order is fixed by
 * the seed alone, so a larger sample contains the smaller one, homes that join or leave the frame move nobody else, and
 * anybody with the codes and the seed finds the same homes. Their keys go to the temporary table `drawn_home`, unless
 * everybody is drawn.
 */
export async function drawHomes(
  run: Statements,
  waveId: number,
  seed: number,
  strata: readonly StratumDraw[],
): Promise<HomesDrawn> {
  const everybody = strata.every(({ takeAll }) => takeAll);
  if (!everybody) {
    await run("drop table if exists drawn_home");
    await run(
      "create temp table drawn_home (respondent_key uuid not null, code text not null) on commit drop",
    );
    await run(DRAW, [
      waveId,
      seed,
      strata.map(({ projectId }) => projectId),
      strata.map(({ phase }) => phase),
      strata.map(({ drawn }) => drawn),
    ]);
    await run("analyze drawn_home");
  }
  const [row] = everybody
    ? await run<Omit<HomesDrawn, "everybody">>(CODES_HASH(FRAME_HOMES), [waveId])
    : await run<Omit<HomesDrawn, "everybody">>(CODES_HASH("drawn_home"));
  if (row === undefined) throw new Error("an aggregate gave no row");
  return { ...row, everybody };
}
