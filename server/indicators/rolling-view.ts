import { z } from "zod";
import { AppError } from "#server/app-error.ts";
import { subtree, unitRef } from "#server/scope/org-tree.ts";
import type { Scope } from "#server/scope/scope.ts";
import { readableUnit, sightOn } from "#server/scope/sight.ts";
import type { UnitRef } from "#server/scope/unit-view.ts";
import { addMonths } from "#surveys/calendar-date.ts";
import type { Text } from "#surveys/question.ts";
import { wordingOf } from "./breaks.ts";
import { publishedDefinition } from "./definitions.ts";
import { nodeInfos, nodeRef, visibleNodes } from "./nodes.ts";
import { placeOfUnit } from "./place.ts";
import { readingView } from "./reading-of.ts";
import type { Asked, NodeRef, ReadingView } from "./reading-view.ts";
import { makeRollingTable, rollingKey } from "./rolling-table.ts";
import type { Sources } from "./sources.ts";
import { stateInUse } from "./state-in-use.ts";
import { remembered } from "./table-cache.ts";
import { listWaves } from "./waves.ts";

export const rollingQuery = z.strictObject({
  kind: z.enum(["signing", "residence"]),
  unit: z.int().positive(),
  /** Last month that counts; the last whole month when left out. */
  upTo: z
    .string()
    .regex(/^20\d\d-(0[1-9]|1[0-2])$/)
    .optional(),
});
export type RollingQuery = z.infer<typeof rollingQuery>;

/** A number over the quarters and the rolling twelve months that end with them. */
export type RollingPoint = ReadingView & {
  /** First and last month, YYYY-MM. */
  readonly from: string;
  readonly to: string;
};

export type RollingRow = {
  readonly node: NodeRef;
  readonly depth: number;
  readonly quarters: readonly RollingPoint[];
  readonly years: readonly RollingPoint[];
};

export type RollingView = {
  readonly kind: RollingQuery["kind"];
  readonly unit: UnitRef;
  readonly upTo: string;
  readonly rows: readonly RollingRow[];
  /** The index over the last twelve months of the units below. */
  readonly parts: readonly { readonly unit: UnitRef; readonly year: RollingPoint }[];
  readonly passport: {
    readonly asked?: Asked | undefined;
    readonly definition: {
      readonly id: string;
      readonly version: number;
      readonly hash: string;
      readonly title: Text;
    };
    readonly data: { readonly version: string; readonly asOf: string };
    readonly frame: { readonly version: string } | null;
    readonly filters: Readonly<Record<string, string>>;
    readonly estimand: "owner-weighted";
    readonly inference: "process";
    readonly confidence: number;
    readonly method: Text;
  };
};

const METHOD = {
  zh: "按答卷提交月份累加：每个季度，以及以该季度结束的滚动十二个月。权数为各层全年应访户数/答卷数；按过程推断，不含有限总体校正。组织归属按今天。季度与年度之间、单位之间不能相减得出被隐藏的数。",
  en: "Answers added up by month of submission: each quarter, and the rolling twelve months that end with it. Weights are a stratum's owners over its answers; inference is about a process, without finite correction. Units as they stand today. Nothing hidden follows by subtracting quarters, years or units.",
};

/**
 * The rolling numbers of a callback: it is a stream, and no wave of it is ever complete.
 * @throws AppError `not_found` for a unit that is not the asker's, or a callback without answers
 */
export async function rollingView(
  sources: Sources,
  scope: Scope,
  { kind, unit: unitId, upTo = addMonths(scope.today, -1).slice(0, 7) }: RollingQuery,
): Promise<RollingView> {
  const sight = sightOn(scope, scope.tree);
  const unit = readableUnit(sight, unitId);
  const waves = await listWaves(sources.db, scope, kind);
  const [newest] = waves;
  if (!newest)
    throw new AppError("not_found", "This callback has no answers yet: it begins with the first call.");
  const published = await publishedDefinition(sources.db, `${kind}-callback`, Number(upTo.slice(0, 4)));
  const wording = await wordingOf(sources.db, newest.id);
  const table = await remembered(
    `rolling|${stateInUse(sources)}|${published.hash}|${upTo}|${scope.today}`,
    () =>
      makeRollingTable(sources, published.definition, {
        questionnaire: wording.questionnaire,
        waveIds: waves.map(({ id }) => id),
        upTo,
      }),
  );
  const reach = sight.readable.get(unit.id) ?? new Set();
  const infos = visibleNodes(nodeInfos(published.definition, wording.questions), reach);
  const pointAt =
    (key: ReturnType<typeof placeOfUnit>["unit"], node: string) =>
    (period: (typeof table.periods)[number]) => ({
      from: period.months[0] ?? "",
      to: period.months.at(-1) ?? "",
      ...readingView(table.shown.get(rollingKey(key, period.name, node))),
    });
  const own = placeOfUnit(unit, undefined, "now").unit;
  const [quarters, years] = [3, 12].map((length) => table.periods.filter((each) => each.length === length));
  const last = years?.at(-1);
  const root = published.definition.tree.id;
  const below = (scope.tree.children.get(unit.id) ?? []).flatMap((id) => {
    const part = scope.tree.units.get(id);
    const counts = part?.kind === "region" || part?.kind === "project";
    return part && counts && sight.readable.has(id) && subtree(scope.tree, id).length > 0 ? [part] : [];
  });
  const { id, version, title } = published.definition;
  return {
    kind,
    unit: unitRef(unit),
    upTo,
    rows: infos.map((info) => ({
      node: nodeRef(info),
      depth: info.depth,
      quarters: (quarters ?? []).map(pointAt(own, info.id)),
      years: (years ?? []).map(pointAt(own, info.id)),
    })),
    parts: infos.some((info) => info.id === root)
      ? below.flatMap((part) =>
          last
            ? [{ unit: unitRef(part), year: pointAt(placeOfUnit(part, undefined, "now").unit, root)(last) }]
            : [],
        )
      : [],
    passport: {
      definition: { id, version, hash: published.hash, title: title ?? { zh: id, en: id } },
      data: { version: table.dataVersion, asOf: table.asOf },
      frame: table.frame === undefined ? null : { version: table.frame },
      filters: { unit: unit.code, kind, upTo },
      estimand: "owner-weighted",
      inference: "process",
      confidence: 0.95,
      method: METHOD,
    },
  };
}
