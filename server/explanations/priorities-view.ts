import {
  importancePerformance,
  type MatrixField,
  type MatrixItem,
} from "#analytics/statistics/importance-performance.ts";
import { cutFor, type IndicatorCut, placeFor } from "#server/indicators/cut.ts";
import type { NodeInfo } from "#server/indicators/nodes.ts";
import { passportOf } from "#server/indicators/passport.ts";
import { readingAt } from "#server/indicators/reading-of.ts";
import type { NodeRef, PassportView, ReadingView } from "#server/indicators/reading-view.ts";
import type { Sources } from "#server/indicators/sources.ts";
import type { WaveOption } from "#server/indicators/wave-option.ts";
import { unitRef } from "#server/scope/org-tree.ts";
import type { Scope } from "#server/scope/scope.ts";
import type { UnitRef } from "#server/scope/unit-view.ts";
import type { DriverRow, ModelVerdict } from "./driver-row.ts";
import { type DriversQuery, type PhaseDrivers, phaseDrivers } from "./drivers-view.ts";

/** A dimension between what it matters and how it is done. */
export type PriorityRow = {
  readonly node: NodeRef;
  readonly importance: Pick<DriverRow, "share" | "low" | "high">;
  readonly performance: ReadingView;
  /** Null where the drivers cannot be told apart, so that nothing can be placed. */
  readonly field: MatrixField | null;
  /** Importance × (100 − performance): where to begin. */
  readonly priority: number;
  /** Whether its importance is that among those who rated it, in a model of their own; it has no say in the cross. */
  readonly ofUsers: boolean;
};

export type PhasePriorities = Pick<PhaseDrivers, "phase" | "verdict" | "n"> & {
  /** The cross of the matrix. */
  readonly importanceLine: number | null;
  readonly performanceLine: number | null;
  /** By port, each with its dimensions, the first to begin with first. */
  readonly ports: readonly { readonly port: string | null; readonly rows: readonly PriorityRow[] }[];
};

export type PrioritiesView = {
  readonly unit: UnitRef;
  readonly wave: WaveOption;
  readonly phases: readonly PhasePriorities[];
  readonly passport: PassportView;
};

const METHOD = {
  zh: "重要性取推导重要性（LMG 份额），表现取维度得分，十字线取各维度均值；只有部分业主评过的维度取其在评过的业主中的重要性，放在同一十字上，不参与十字线；区间跨线者记为“在线上”，不归入任何一格。优先度 ＝ 重要性 ×（100 − 得分）。",
  en: "Importance is derived (LMG share), performance the dimension's score, crossed at their means; a dimension rated by some only has its importance among those who rated it, on the same cross without a say in it; a dimension whose interval reaches over a line is on the line and belongs to no field. Priority = importance × (100 − score).",
};

type Placed = {
  readonly driver: DriverRow;
  readonly performance: ReadingView;
  readonly verdict: ModelVerdict;
  readonly ofUsers: boolean;
};

function matrixItem({ driver, performance }: Placed): MatrixItem {
  return {
    id: driver.node.id,
    importance: driver.share,
    ...(driver.low !== null && driver.high !== null
      ? { importanceInterval: { low: driver.low, high: driver.high } }
      : {}),
    performance: performance.value ?? Number.NaN,
    ...(performance.low !== null && performance.high !== null
      ? { performanceInterval: { low: performance.low, high: performance.high } }
      : {}),
  };
}

function prioritiesOf(cut: IndicatorCut, drivers: PhaseDrivers): PhasePriorities {
  const { phase, verdict, n } = drivers;
  const infoOf = new Map(cut.infos.map((info) => [info.id, info]));
  const placedOf = (driver: DriverRow, of: ModelVerdict, ofUsers: boolean): Placed[] => {
    const performance = readingAt(cut.now.table, placeFor(cut, cut.unit, phase), driver.node.id);
    // every dimension has a say in the cross, whoever may read it; nothing that is hidden has
    return performance.value === null || performance.state !== "full"
      ? []
      : [{ driver, performance, verdict: of, ofUsers }];
  };
  const common = drivers.drivers.flatMap((driver) => placedOf(driver, verdict, false));
  const beside = drivers.users.flatMap(({ driver, verdict: of }) =>
    driver ? placedOf(driver, of, true) : [],
  );
  const known = [...common, ...beside];
  const matrix = importancePerformance(common.map(matrixItem), beside.map(matrixItem));
  const places = new Map(matrix?.items.map((item) => [item.id, item]));
  const rows = known.flatMap(
    ({ driver, performance, verdict: own, ofUsers }): { info: NodeInfo; row: PriorityRow }[] => {
      const [info, placed] = [infoOf.get(driver.node.id), places.get(driver.node.id)];
      if (!info || !placed) return [];
      const { share, low, high } = driver;
      const field = own === "separable" ? placed.field : null;
      return [
        {
          info,
          row: {
            node: driver.node,
            importance: { share, low, high },
            performance,
            field,
            priority: placed.priority,
            ofUsers,
          },
        },
      ];
    },
  );
  const sorted = rows.toSorted((a, b) => b.row.priority - a.row.priority || (a.info.id < b.info.id ? -1 : 1));
  return {
    phase,
    verdict,
    n,
    importanceLine: matrix?.importanceLine ?? null,
    performanceLine: matrix?.performanceLine ?? null,
    ports: [...Map.groupBy(sorted, ({ info }) => info.port)].map(([port, own]) => ({
      port,
      rows: own.map(({ row }) => row),
    })),
  };
}

/**
 * Where to begin, port by port and phase by phase: importance against performance.
 * @throws AppError `not_found` for a unit or wave that is not the asker's
 */
export async function prioritiesView(
  sources: Sources,
  scope: Scope,
  query: DriversQuery,
): Promise<PrioritiesView> {
  const cut = await cutFor(sources, scope, { ...query, compare: null, organisation: "then" });
  const { outcome, phases } = await phaseDrivers(sources, cut);
  return {
    unit: unitRef(cut.unit),
    wave: cut.now.wave,
    phases: phases.map((each) => prioritiesOf(cut, each)),
    passport: { ...passportOf(cut, outcome), inference: "process", method: METHOD },
  };
}
