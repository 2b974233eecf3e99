import type { Text } from "#surveys/question.ts";
import { AppError } from "../../app-error.ts";
import { closeRecord, record } from "../../database/connection.ts";
import { drawSample, type SampleDraw } from "../../waves/sample/draw-sample.ts";
import type { SamplePlan } from "../../waves/sample/sample-plan.ts";
import { readWaveSettings } from "../../waves/settings.ts";
import { annualWaveOf } from "../../waves/wave-facts.ts";
import { commandLineManager } from "../../waves/wave-manager.ts";
import { type Command, flagNumber, flagText, type Invocation } from "../command.ts";

const USAGE =
  "sample --wave YEAR [--census | --per-stratum N | --margin POINTS | --mean POINTS] [--rate SHARE] [--design-effect X] [--seed N]";

const OUTCOMES: Readonly<Record<SampleDraw["outcome"], Text>> = {
  drawn: { zh: "已抽取", en: "Drawn" },
  replayed: { zh: "重放一致，与已抽样本逐户相同", en: "Replayed: home for home the sample that stands" },
  rehearsed: {
    zh: "演算，未改动：本次调查的样本已定",
    en: "Rehearsed, nothing changed: the wave's sample stands",
  },
};

function wrong(message: string): AppError {
  return new AppError("usage", `${message}: use ov ${USAGE}`);
}

function share(invocation: Invocation, name: string): number | undefined {
  const text = flagText(invocation, name);
  if (text === undefined) return undefined;
  const value = Number(text.replace(/%$/, ""));
  if (!(value > 0)) throw wrong(`--${name} must be a number above 0, not '${text}'`);
  // 5, 5% and 0.05 all mean the same; one per cent and less is written with its sign
  return value >= 1 || text.endsWith("%") ? value / 100 : value;
}

function decimal(invocation: Invocation, name: string, low: number, high: number): number | undefined {
  const text = flagText(invocation, name);
  if (text === undefined) return undefined;
  const value = text.trim() === "" ? Number.NaN : Number(text);
  if (!(value >= low && value <= high))
    throw wrong(`--${name} must be a number from ${low} to ${high}, not '${text}'`);
  return value;
}

function planOf(invocation: Invocation): SamplePlan | undefined {
  const { flags } = invocation;
  const given = ["census", "per-stratum", "margin", "mean"].filter((name) => flags[name] !== undefined);
  if (given.length > 1) throw wrong("One plan at a time");
  const rateGiven = flagText(invocation, "rate");
  const rate = rateGiven === "1" ? 1 : (share(invocation, "rate") ?? 1);
  if (rate > 1) throw wrong("--rate is a share of those asked, such as 35%");
  const answers = flagNumber(invocation, "per-stratum");
  if (answers !== undefined && (answers < 1 || answers > 1_000_000))
    throw wrong("--per-stratum must be a number of answers from 1 up");
  const margin = share(invocation, "margin");
  if (margin !== undefined && margin > 0.5) throw wrong("--margin must be at most 50 points");
  const points = decimal(invocation, "mean", 0.1, 50);
  if (points !== undefined) return { kind: "mean", points, rate };
  if (flags.census === true) return { kind: "census", answers: 30 };
  if (answers !== undefined) return { kind: "per-stratum", answers, rate };
  if (margin !== undefined) return { kind: "margin", margin, rate };
  return undefined;
}

function tell({ say }: Invocation, draw: SampleDraw): void {
  const { zh, en } = OUTCOMES[draw.outcome];
  const whole = draw.strata.filter(({ takeAll }) => takeAll).length;
  say(
    `${zh}：${draw.owners} 户中 ${draw.drawn} 户，种子 ${draw.seed}。 ${en}: ${draw.drawn} of ${draw.owners} homes.`,
  );
  say(
    `${draw.strata.length} 个项目×阶段，其中全访 ${whole} 个。 ${draw.strata.length} strata, ${whole} taken whole.`,
  );
  const widest = draw.strata.toSorted((a, b) => (b.marginPoints ?? 0) - (a.marginPoints ?? 0))[0];
  if (widest?.marginPoints !== undefined)
    say(
      `达标时每格占比区间至多 ±${widest.marginPoints.toFixed(1)} 点、得分至多 ±${(widest.meanPoints ?? 0).toFixed(1)} 分，小于 ${widest.detectablePoints.toFixed(1)} 分的变化测不出来。 ` +
        `When targets are met a share is known to ±${widest.marginPoints.toFixed(1)} points at worst and a score to ±${(widest.meanPoints ?? 0).toFixed(1)}; changes below ${widest.detectablePoints.toFixed(1)} points cannot be detected there.`,
    );
  say(`样本指纹 sample hash ${draw.hash}`);
}

export const sampleCommand: Command = {
  name: "sample",
  usage: USAGE,
  about:
    "draws the sample of a year-end wave by a seed, or shows that the stored seed gives the same homes again",
  flags: [
    { name: "wave", value: "YEAR", about: "the wave, e.g. 2025" },
    { name: "census", about: "everybody" },
    { name: "per-stratum", value: "N", about: "so many answers of each project and owner phase" },
    {
      name: "margin",
      value: "POINTS",
      about: "answers for ±POINTS percentage points in each project and phase",
    },
    {
      name: "mean",
      value: "POINTS",
      about: "answers for ±POINTS of a 0–100 score in each project and phase",
    },
    {
      name: "design-effect",
      value: "X",
      about: "by how much weights and clusters widen variances: answers are multiplied by it (1)",
    },
    {
      name: "deviation",
      value: "POINTS",
      about: "standard deviation of single answers on 0–100 scores (20)",
    },
    {
      name: "rate",
      value: "SHARE",
      about: "share expected to answer, e.g. 35%: more homes are drawn (100%)",
    },
    { name: "take-all-below", value: "N", about: "strata with fewer owners are taken whole (setting, 0)" },
    { name: "seed", value: "N", about: "0 to 4294967295; thrown and stored when left out" },
  ],
  run: async (invocation) => {
    const year = flagNumber(invocation, "wave");
    if (year === undefined || invocation.words.length > 0) throw wrong("Name the wave");
    const seed = flagNumber(invocation, "seed");
    if (seed !== undefined && (seed < 0 || seed > 4_294_967_295))
      throw wrong("--seed must lie between 0 and 4294967295");
    const plan = planOf(invocation);
    const below = flagNumber(invocation, "take-all-below");
    const designEffect = decimal(invocation, "design-effect", 1, 10);
    const deviation = decimal(invocation, "deviation", 1, 50);
    if (plan === undefined && (designEffect ?? deviation) !== undefined)
      throw wrong("--design-effect and --deviation belong to a plan");
    if (below !== undefined && below < 0) throw wrong("--take-all-below must be 0 or more");
    const { db } = await record();
    try {
      const wave = await annualWaveOf(db, year);
      const takeAllBelow = below ?? (await readWaveSettings(db, wave.id))["sample.take_all_below"];
      const draw = await drawSample(db, commandLineManager(), wave.id, {
        ...(plan !== undefined && {
          plan: {
            plan,
            takeAllBelow,
            ...(designEffect !== undefined && { designEffect }),
            ...(deviation !== undefined && { deviation }),
          },
        }),
        ...(seed !== undefined && { seed }),
      });
      tell(invocation, draw);
      invocation.result({ wave: year, ...draw });
    } finally {
      await closeRecord();
    }
  },
};
