import type { Statements } from "#server/database/statements.ts";
import type { CalendarDate } from "#surveys/calendar-date.ts";
import type { Problem } from "#surveys/problem.ts";
import type { WaveFacts } from "../wave-facts.ts";

type Waiting = { readonly voids: number; readonly bursts: number; readonly wishes: number };

const WAITING = `
  select
    (select count(*) from response_review v join response r on r.id = v.response_id
     where r.wave_id = $1 and v.decision is null) as voids,
    (select count(*) from response r where r.wave_id = $1 and r.quality = 'excluded' and 'COACHED_BURST' = any(r.quality_reasons)
       and not exists (select from response_review v where v.response_id = r.id and v.decision is not null)) as bursts,
    (select count(*) from frame_exclusion e where e.wave_id = $1 and e.decision is null) as wishes`;

/** What keeps a wave from being closed, each with its remedy. @param isEarly whether a reason for closing early was given */
export async function closeProblems(
  run: Statements,
  wave: WaveFacts,
  today: CalendarDate,
  isEarly: boolean,
): Promise<readonly Problem[]> {
  const problems: Problem[] = [];
  if (today <= wave.closesOn && !isEarly)
    problems.push({
      code: "last-day-ahead",
      item: "closesOn",
      zh: `最后一天 ${wave.closesOn} 还没有过：到次日再关闭，或写明提前关闭的原因`,
      en: `The last day ${wave.closesOn} is not over: close on the day after, or say why the wave ends early.`,
    });
  const [waiting] = await run<Waiting>(WAITING, [wave.id]);
  const { voids = 0, bursts = 0, wishes = 0 } = waiting ?? {};
  if (voids > 0)
    problems.push({
      code: "voids-undecided",
      item: "reviews",
      zh: `还有 ${voids} 份答卷提议作废、等待第二人决定`,
      en: `${voids} answers are proposed as void: have a second person decide.`,
    });
  if (bursts > 0)
    problems.push({
      code: "bursts-unseen",
      item: "reviews",
      zh: `还有 ${bursts} 份短时间集中高分的答卷没有人看过：请逐份或成批判定`,
      en: `${bursts} answers of bursts were not looked at: judge them.`,
    });
  if (wishes > 0)
    problems.push({
      code: "exclusions-undecided",
      item: "exclusions",
      zh: `还有 ${wishes} 个“不访”申请没有决定`,
      en: `${wishes} wishes to leave a home out are undecided: approve or refuse them.`,
    });
  return problems;
}
