import { callerFactory, router } from "./procedures.ts";
import { auditRouter } from "./routers/audit.ts";
import { compareRouter } from "./routers/compare.ts";
import { definitionDraftsRouter } from "./routers/definition-drafts.ts";
import { definitionsRouter } from "./routers/definitions.ts";
import { erasuresRouter } from "./routers/erasures.ts";
import { exploreRouter } from "./routers/explore.ts";
import { exportsRouter } from "./routers/exports.ts";
import { followupsRouter } from "./routers/followups.ts";
import { freshnessRouter } from "./routers/freshness.ts";
import { importsRouter } from "./routers/imports.ts";
import { improvementsRouter } from "./routers/improvements.ts";
import { indicatorsRouter } from "./routers/indicators.ts";
import { interviewsRouter } from "./routers/interviews.ts";
import { looksRouter } from "./routers/looks.ts";
import { mailingsRouter } from "./routers/mailings.ts";
import { meRouter } from "./routers/me.ts";
import { monitorRouter } from "./routers/monitor.ts";
import { operationsRouter } from "./routers/operations.ts";
import { organisationRouter } from "./routers/organisation.ts";
import { peopleRouter } from "./routers/people.ts";
import { qualityRouter } from "./routers/quality.ts";
import { questionnairesRouter } from "./routers/questionnaires.ts";
import { settingsRouter } from "./routers/settings.ts";
import { setupRouter } from "./routers/setup.ts";
import { targetsRouter } from "./routers/targets.ts";
import { viewsRouter } from "./routers/views.ts";
import { voicesRouter } from "./routers/voices.ts";
import { waveClosingsRouter } from "./routers/wave-closings.ts";
import { waveDraftsRouter } from "./routers/wave-drafts.ts";
import { waveFramesRouter } from "./routers/wave-frames.ts";
import { waveSamplesRouter } from "./routers/wave-samples.ts";
import { waveWorkRouter } from "./routers/wave-work.ts";
import { wavesRouter } from "./routers/waves.ts";
import { whyRouter } from "./routers/why.ts";

/** Everything the screens can ask, by noun. */
export const appRouter = router({
  audit: auditRouter,
  compare: compareRouter,
  definitionDrafts: definitionDraftsRouter,
  definitions: definitionsRouter,
  erasures: erasuresRouter,
  explore: exploreRouter,
  exports: exportsRouter,
  followups: followupsRouter,
  freshness: freshnessRouter,
  imports: importsRouter,
  improvements: improvementsRouter,
  indicators: indicatorsRouter,
  mailings: mailingsRouter,
  interviews: interviewsRouter,
  looks: looksRouter,
  me: meRouter,
  monitor: monitorRouter,
  operations: operationsRouter,
  organisation: organisationRouter,
  people: peopleRouter,
  questionnaires: questionnairesRouter,
  quality: qualityRouter,
  settings: settingsRouter,
  setup: setupRouter,
  targets: targetsRouter,
  voices: voicesRouter,
  waveClosings: waveClosingsRouter,
  waveDrafts: waveDraftsRouter,
  waveFrames: waveFramesRouter,
  waveSamples: waveSamplesRouter,
  waveWork: waveWorkRouter,
  views: viewsRouter,
  waves: wavesRouter,
  why: whyRouter,
});

export type AppRouter = typeof appRouter;

/** Calls procedures without HTTP: for pages made on the server, and for tests. */
export const createCaller = callerFactory(appRouter);
