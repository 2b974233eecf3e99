import type { Language } from "../language/language.ts";
import auditEn from "./audit.en.json" with { type: "json" };
import auditZh from "./audit.zh-CN.json" with { type: "json" };
import compareEn from "./compare.en.json" with { type: "json" };
import compareZh from "./compare.zh-CN.json" with { type: "json" };
import sharedEn from "./en.json" with { type: "json" };
import erasuresEn from "./erasures.en.json" with { type: "json" };
import erasuresZh from "./erasures.zh-CN.json" with { type: "json" };
import exploreEn from "./explore.en.json" with { type: "json" };
import exploreZh from "./explore.zh-CN.json" with { type: "json" };
import followupsEn from "./followups.en.json" with { type: "json" };
import followupsZh from "./followups.zh-CN.json" with { type: "json" };
import gainsEn from "./gains.en.json" with { type: "json" };
import gainsZh from "./gains.zh-CN.json" with { type: "json" };
import homeNewsEn from "./home-news.en.json" with { type: "json" };
import homeNewsZh from "./home-news.zh-CN.json" with { type: "json" };
import improvementsEn from "./improvements.en.json" with { type: "json" };
import improvementsZh from "./improvements.zh-CN.json" with { type: "json" };
import indicatorsEn from "./indicators.en.json" with { type: "json" };
import indicatorsZh from "./indicators.zh-CN.json" with { type: "json" };
import interviewsEn from "./interviews.en.json" with { type: "json" };
import interviewsZh from "./interviews.zh-CN.json" with { type: "json" };
import invitationsEn from "./invitations.en.json" with { type: "json" };
import invitationsZh from "./invitations.zh-CN.json" with { type: "json" };
import methodEn from "./method.en.json" with { type: "json" };
import methodZh from "./method.zh-CN.json" with { type: "json" };
import monitorEn from "./monitor.en.json" with { type: "json" };
import monitorZh from "./monitor.zh-CN.json" with { type: "json" };
import operationsEn from "./operations.en.json" with { type: "json" };
import operationsZh from "./operations.zh-CN.json" with { type: "json" };
import peopleEn from "./people.en.json" with { type: "json" };
import peopleZh from "./people.zh-CN.json" with { type: "json" };
import qualityEn from "./quality.en.json" with { type: "json" };
import qualityZh from "./quality.zh-CN.json" with { type: "json" };
import reliabilityEn from "./reliability.en.json" with { type: "json" };
import reliabilityZh from "./reliability.zh-CN.json" with { type: "json" };
import savedViewsEn from "./saved-views.en.json" with { type: "json" };
import savedViewsZh from "./saved-views.zh-CN.json" with { type: "json" };
import sendingEn from "./sending.en.json" with { type: "json" };
import sendingZh from "./sending.zh-CN.json" with { type: "json" };
import settingsEn from "./settings.en.json" with { type: "json" };
import settingsZh from "./settings.zh-CN.json" with { type: "json" };
import studioEn from "./studio.en.json" with { type: "json" };
import studioZh from "./studio.zh-CN.json" with { type: "json" };
import targetsEn from "./targets.en.json" with { type: "json" };
import targetsZh from "./targets.zh-CN.json" with { type: "json" };
import voicesEn from "./voices.en.json" with { type: "json" };
import voicesZh from "./voices.zh-CN.json" with { type: "json" };
import waveEn from "./wave.en.json" with { type: "json" };
import waveZh from "./wave.zh-CN.json" with { type: "json" };
import wavesEn from "./waves.en.json" with { type: "json" };
import wavesZh from "./waves.zh-CN.json" with { type: "json" };
import weightsEn from "./weights.en.json" with { type: "json" };
import weightsZh from "./weights.zh-CN.json" with { type: "json" };
import whyEn from "./why.en.json" with { type: "json" };
import whyZh from "./why.zh-CN.json" with { type: "json" };
import sharedZh from "./zh-CN.json" with { type: "json" };

/** Words every screen needs: the shell, filters, readings, states. */
export const SHARED_WORDS = { "zh-CN": sharedZh, en: sharedEn } satisfies Record<Language, object>;

/** Words that travel only with the screens that name them. The top-level keys of all files are distinct. */
export const SCREEN_WORDS = {
  audit: { "zh-CN": auditZh, en: auditEn },
  erasures: { "zh-CN": erasuresZh, en: erasuresEn },
  followups: { "zh-CN": followupsZh, en: followupsEn },
  invitations: { "zh-CN": invitationsZh, en: invitationsEn },
  explore: { "zh-CN": exploreZh, en: exploreEn },
  "home-news": { "zh-CN": homeNewsZh, en: homeNewsEn },
  monitor: { "zh-CN": monitorZh, en: monitorEn },
  quality: { "zh-CN": qualityZh, en: qualityEn },
  method: { "zh-CN": methodZh, en: methodEn },
  interviews: { "zh-CN": interviewsZh, en: interviewsEn },
  "saved-views": { "zh-CN": savedViewsZh, en: savedViewsEn },
  people: { "zh-CN": peopleZh, en: peopleEn },
  studio: { "zh-CN": studioZh, en: studioEn },
  wave: { "zh-CN": waveZh, en: waveEn },
  waves: { "zh-CN": wavesZh, en: wavesEn },
  gains: { "zh-CN": gainsZh, en: gainsEn },
  reliability: { "zh-CN": reliabilityZh, en: reliabilityEn },
  compare: { "zh-CN": compareZh, en: compareEn },
  weights: { "zh-CN": weightsZh, en: weightsEn },
  sending: { "zh-CN": sendingZh, en: sendingEn },
  settings: { "zh-CN": settingsZh, en: settingsEn },
  operations: { "zh-CN": operationsZh, en: operationsEn },
  voices: { "zh-CN": voicesZh, en: voicesEn },
  improvements: { "zh-CN": improvementsZh, en: improvementsEn },
  indicators: { "zh-CN": indicatorsZh, en: indicatorsEn },
  targets: { "zh-CN": targetsZh, en: targetsEn },
  why: { "zh-CN": whyZh, en: whyEn },
} satisfies Record<string, Record<Language, object>>;

export type ScreenName = keyof typeof SCREEN_WORDS;

type All<Parts> = (Parts extends unknown ? (part: Parts) => void : never) extends (whole: infer Whole) => void
  ? Whole
  : never;

/** Every key of every file; Chinese is the master. */
export type AllMessages = typeof sharedZh & All<(typeof SCREEN_WORDS)[ScreenName]["zh-CN"]>;
