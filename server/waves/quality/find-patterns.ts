import type { HeldInterview } from "#analytics/interviewer-figures.ts";
import type { Statements } from "#server/database/statements.ts";
import { coachedBursts, type WebAnswer } from "#server/imports/sources/coached-bursts.ts";
import type { CompiledQuestionnaire } from "#surveys/compile-questionnaire.ts";
import type { WaveSettings } from "../settings.ts";
import { markReader } from "./mark-answers.ts";
import { readCodedAnswers } from "./read-coded-answers.ts";
import type { Finding } from "./screens.ts";

/** An answer a person asked for, by phone or at the door; whoever asked is null where nobody wrote it down. */
export type AskedAnswer = Omit<HeldInterview, "interviewer" | "outOfHours"> & {
  readonly id: string;
  readonly interviewer: string | null;
};

export type Patterns = {
  readonly answers: number;
  readonly findings: readonly Finding[];
  /** All-best answers by project. */
  readonly allBest: ReadonlyMap<number, number>;
  readonly interviews: readonly AskedAnswer[];
};

/** The screens that need the marks themselves. */
export async function findPatterns(
  run: Statements,
  waveId: number,
  compiled: CompiledQuestionnaire,
  settings: WaveSettings,
): Promise<Patterns> {
  const read = markReader(compiled);
  const web: WebAnswer[] = [];
  const ids: string[] = [];
  const findings: Finding[] = [];
  const interviews: AskedAnswer[] = [];
  const allBest = new Map<number, number>();
  let answers = 0;
  for await (const batch of readCodedAnswers(run, waveId)) {
    for (const answer of batch) {
      if (answer.brokenOff) continue;
      answers += 1;
      const { id, mode, phase: route, at, seconds, interviewer } = answer;
      const { sum, count, straightLine, allBest: best } = read(answer.codes);
      if (straightLine) findings.push({ id, code: "STRAIGHTLINE", detail: { items: count } });
      if (best) allBest.set(answer.projectId, (allBest.get(answer.projectId) ?? 0) + 1);
      if (mode !== "web") {
        interviews.push({ id, interviewer, mode, route, endedAt: at, seconds, allBest: best });
        continue;
      }
      if (answer.network === null) continue;
      const ordinal = ids.push(id) - 1;
      web.push({ ordinal, project: answer.projectId, at, address: answer.network, sum, count });
    }
  }
  const rule = {
    answers: settings["quality.burst_answers"],
    seconds: settings["quality.burst_hours"] * 3_600,
    addresses: settings["quality.burst_addresses"],
    mean: settings["quality.burst_mean"],
  };
  for (const ordinal of coachedBursts(web, rule)) {
    const id = ids[ordinal];
    if (id !== undefined) findings.push({ id, code: "COACHED_BURST", detail: { rule } });
  }
  return { answers, findings, allBest, interviews };
}
