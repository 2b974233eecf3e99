import type { Statements } from "#server/database/statements.ts";
import type { WaveSettings } from "../settings.ts";
import type { ScreenedCode } from "./quality-codes.ts";

/** Something a screen found in an answer, with its evidence. */
export type Finding = {
  readonly id: string;
  readonly code: ScreenedCode;
  readonly detail: Readonly<Record<string, unknown>>;
};

type Screen = {
  readonly code: ScreenedCode;
  /** Selects `id` and `detail` (jsonb) of the answers found. $1 is the wave. */
  readonly sql: string;
  readonly values: (settings: WaveSettings) => readonly unknown[];
};

/** Answers that were not broken off; those that count nowhere any more still tell on others. */
const GIVEN = "r.wave_id = $1 and not ('break-off' = any(r.quality_reasons))";

/** Fewest interviews of a mode and phase whose median says how long one takes; below, a minute is the measure. */
const FEWEST = 20;

/** Words without what varies; the signs are named, because a class would depend on the server's locale. */
const WORDS = `lower(regexp_replace(normalize(t.raw, NFKC), '[[:space:],.!?;:"''()<>~_、。《》“”‘’…—·-]', '', 'g'))`;

/** Screens one statement can hold; the patterns of marks are read in code (mark-answers.ts). */
export const SCREENS: readonly Screen[] = [
  {
    // less than a third of the median of its mode and phase (methodology 13)
    code: "SPEEDER",
    sql: `with usual as (
        select mode, phase, percentile_cont(0.5) within group (order by duration_s) as median
        from response r where ${GIVEN} and duration_s is not null group by mode, phase having count(*) >= ${FEWEST})
      select r.id, jsonb_build_object('seconds', r.duration_s, 'median', u.median) as detail
      from response r left join usual u on u.mode = r.mode and u.phase = r.phase
      where ${GIVEN} and r.duration_s < coalesce(u.median / 3, 60)`,
    values: () => [],
  },
  {
    code: "SAME_DEVICE",
    sql: `select r.id, jsonb_build_object('homes', d.homes) as detail
      from (select device_hash, count(distinct respondent_key) as homes from response r
            where ${GIVEN} and device_hash is not null group by device_hash having count(distinct respondent_key) >= $2) d
      join response r on r.device_hash = d.device_hash where ${GIVEN}`,
    values: (settings) => [settings["quality.same_device"]],
  },
  {
    // the same eight characters or more from three homes of one project within a day
    code: "SAME_TEXT",
    sql: `with said as (
        select r.id, r.project_id, r.submitted_at, ${WORDS} as words
        from open_answer t join response r on r.id = t.response_id where ${GIVEN}
      ), crowd as (
        select id, count(*) over (partition by project_id, words order by submitted_at
                                  range between interval '1 day' preceding and interval '1 day' following) as homes
        from said where char_length(words) >= 8)
      select id, jsonb_build_object('homes', max(homes)) as detail from crowd where homes >= 3 group by id`,
    values: () => [],
  },
  {
    code: "AFTER_CONTACT",
    sql: `select distinct on (r.id) r.id, jsonb_build_object('minutes', round(extract(epoch from r.submitted_at - a.at) / 60), 'mode', a.mode) as detail
      from response r join attempt a using (respondent_key)
      where ${GIVEN} and r.mode = 'web' and a.mode <> 'web' and a.at <= r.submitted_at
        and a.at > r.submitted_at - make_interval(mins => $2::int)
      order by r.id, a.at desc`,
    values: (settings) => [settings["quality.after_contact_minutes"]],
  },
];

/** Runs a screen. */
export async function runScreen(
  run: Statements,
  { code, sql, values }: Screen,
  waveId: number,
  settings: WaveSettings,
): Promise<readonly Finding[]> {
  const rows = await run<{ id: string; detail: Finding["detail"] }>(sql, [waveId, ...values(settings)]);
  return rows.map(({ id, detail }) => ({ id, code, detail }));
}
