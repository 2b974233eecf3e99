import { addDays, addMonths, type CalendarDate } from "#surveys/calendar-date.ts";
import type { OwnerPhase } from "#surveys/owner-phase.ts";
import { type Draw, drawStream } from "../draw.ts";
import type { SeedHome } from "../homes.ts";
import { drawAnswers } from "./answer.ts";
import { drawUuid } from "./draw-uuid.ts";
import type { FieldSetting } from "./field-setting.ts";
import { drawDuration, type Member, type Mode, respondentOf } from "./interview.ts";

type Case = {
  readonly home: SeedHome;
  readonly phase: OwnerPhase;
  readonly askedOn: CalendarDate;
  readonly sampled: boolean;
  readonly exclusion: string | undefined;
};

/** Everybody who signed in the last year, a few days after (100 %). */
function signingCases(draw: Draw, { homes, asOf }: FieldSetting): readonly Case[] {
  return homes.flatMap((home): Case[] => {
    if (home.signedOn === undefined || home.signedOn <= addDays(asOf, -365)) return [];
    const askedOn = addDays(home.signedOn, draw.integer(1, 7));
    return askedOn < asOf ? [{ home, phase: "P", askedOn, sampled: true, exclusion: undefined }] : [];
  });
}

/** A quarter of the homes really lived in, six months after handover; renovation and major complaints are left out by rule. */
function residenceCases(draw: Draw, { homes, asOf }: FieldSetting): readonly Case[] {
  return homes.flatMap((home): Case[] => {
    if (home.handedOverOn === undefined) return [];
    const due = addMonths(home.handedOverOn, 6);
    if (due <= addDays(asOf, -365) || due >= asOf || home.movedInOn === undefined || home.movedInOn > due)
      return [];
    const exclusion = home.renovating ? "renovating" : draw.chance(0.004) ? "major_complaint" : undefined;
    const sampled = exclusion === undefined && draw.chance(0.27);
    return [{ home, phase: "S", askedOn: addDays(due, draw.integer(0, 20)), sampled, exclusion }];
  });
}

/** Callbacks of the last year: who was due, who was reached, what they said. */
export function drawCallbacks(setting: FieldSetting): readonly Member[] {
  const { seed, wave, compiled, effects, experienceOf, haloOf, asOf } = setting;
  const draw = drawStream(seed, `callbacks ${wave.kind}`);
  const cases = wave.kind === "signing" ? signingCases(draw, setting) : residenceCases(draw, setting);
  return cases.map(({ home, phase, askedOn, sampled, exclusion }): Member => {
    const member = { wave, home, phase, respondentKey: drawUuid(draw), sampled, exclusion };
    const reached = sampled && askedOn < asOf && draw.chance(wave.kind === "signing" ? 0.9 : 0.78);
    if (!reached)
      return { ...member, disposition: sampled && askedOn < asOf ? "NC" : undefined, interview: undefined };
    const mode: Mode = wave.kind === "signing" || draw.chance(0.45) ? "phone" : "visit";
    const experience = experienceOf(home.id, askedOn);
    const respondent = respondentOf(home, phase, { ...wave, cutoffOn: askedOn }, "full");
    const answers = drawAnswers(draw, effects, {
      compiled,
      respondent,
      project: home.project,
      wavesBack: 0,
      mode,
      experience,
      halo: haloOf(home.id),
    });
    const submittedAt = new Date(Date.parse(`${askedOn}T09:00:00+08:00`) + draw.uniform() * 10 * 3_600_000);
    const durationS = drawDuration(draw, answers, mode);
    return {
      ...member,
      disposition: "I",
      interview: { id: drawUuid(draw), answers, mode, submittedAt, durationS, quality: "ok", reasons: [] },
    };
  });
}
