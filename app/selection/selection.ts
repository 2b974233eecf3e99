import {
  createLoader,
  createSerializer,
  parseAsInteger,
  parseAsString,
  parseAsStringLiteral,
} from "nuqs/server";
import type { Against, ShownEstimand } from "#server/indicators/query.ts";
import { OWNER_PHASES } from "#surveys/owner-phase.ts";

export const VIEWS = ["score", "gap", "change", "count"] as const;
export type HeatMeasure = (typeof VIEWS)[number];

export const AGAINST = ["group", "previous", "target", "benchmark"] as const satisfies readonly Against[];
export const MEASURES = ["mean", "top2", "loyalty"] as const;
export const ESTIMANDS = [
  "owner-weighted",
  "phase-standardised",
  "unweighted",
  "shrunken",
] as const satisfies readonly ShownEstimand[];

export const PERIODS = ["quarter", "month"] as const;
export const WALKS = ["lines", "items", "projects"] as const;

/**
 * What a page shows, all of it in the address, so that a link is the picture. None of it widens anybody's rights:
 * the server evaluates it for whoever opens the link.
 */
export const SELECTION = {
  unit: parseAsInteger,
  wave: parseAsInteger,
  phase: parseAsStringLiteral(OWNER_PHASES),
  mode: parseAsStringLiteral(["web", "phone", "visit"]),
  /** Id of the wave compared with, or `none`. */
  cmp: parseAsString,
  org: parseAsStringLiteral(["then", "now"]).withDefault("then"),
  /** The version of the rule all years are read under; each under that of its time when left out. */
  rule: parseAsInteger,
  by: parseAsStringLiteral(["unit", "project", "phase"]).withDefault("unit"),
  /** What cells are held against. */
  vs: parseAsStringLiteral(AGAINST).withDefault("group"),
  /** What a number is made of; `loyalty` shows what stands beside the index alone. */
  measure: parseAsStringLiteral(MEASURES).withDefault("mean"),
  /** Whom a number stands for. */
  est: parseAsStringLiteral(ESTIMANDS).withDefault("owner-weighted"),
  /** Indicators or units whose names hold these words. */
  q: parseAsString,
  view: parseAsStringLiteral(VIEWS).withDefault("score"),
  /** The column a phone shows: a unit's id, or a phase's letter. */
  at: parseAsString,
  /** Order of the rows: a column's key, `-` before it for highest first. */
  sort: parseAsString,
  /** Order of the columns: a node's id, `-` before it for highest first. */
  order: parseAsString,
  /** Dimensions whose items are open, joined by commas. */
  open: parseAsString,
  /** How long a time one point of a series is about. */
  per: parseAsStringLiteral(PERIODS).withDefault("quarter"),
  /** Along what a change is taken apart. */
  walk: parseAsStringLiteral(WALKS).withDefault("lines"),
  /** What owners speak of: a topic's id. */
  topic: parseAsString,
  /** The indicator a page is about; the whole index when left out. */
  node: parseAsString,
  /** The opened cell: `node~column`. */
  d: parseAsString,
} as const;

export const loadSelection = createLoader(SELECTION);
export const writeSelection = createSerializer(SELECTION);

export type Selection = Awaited<ReturnType<typeof loadSelection>>;
