import type { PlannedModes } from "#server/waves/planned-modes.ts";
import { addDays, type CalendarDate } from "#surveys/calendar-date.ts";
import type { AgeCut } from "#surveys/tenure.ts";
import { PLANNED_MIX } from "./planned-mix.ts";

export type SeedWave = {
  readonly kind: "annual" | "signing" | "residence";
  readonly year: number;
  readonly name: string;
  readonly nameEn: string;
  readonly cutoffOn: CalendarDate;
  readonly opensOn: CalendarDate;
  readonly closesOn: CalendarDate;
  readonly state: "field" | "published";
  /** What it tells owners by, of how long they have had their home. */
  readonly ageBy: AgeCut;
  /** Shares of each mode by phase; callbacks plan none. */
  readonly plannedModes: PlannedModes | undefined;
  /** What the wave tells its owners beside the usual. */
  readonly notice: { readonly zh: string; readonly en: string };
  /** 0 for the newest year. */
  readonly wavesBack: number;
};

/** Three year-end waves, the newest in the field on the seed's day, and the rolling callbacks of its year. */
export function planWaves(asOf: CalendarDate): readonly SeedWave[] {
  const [year, month] = [Number(asOf.slice(0, 4)), Number(asOf.slice(5, 7))];
  const newest = month >= 7 ? year : year - 1;
  const annual = [2, 1, 0].map((wavesBack): SeedWave => {
    const of = newest - wavesBack;
    const open = wavesBack === 0;
    return {
      kind: "annual",
      year: of,
      name: `${of} 年度业主满意度调查`,
      nameEn: `${of} annual owner survey`,
      cutoffOn: open ? addDays(asOf, -30) : `${of}-10-31`,
      opensOn: open ? addDays(asOf, -20) : `${of}-11-05`,
      closesOn: open ? addDays(asOf, 25) : `${of}-12-15`,
      state: open ? "field" : "published",
      // one of the published ones shows what the other choice looks like
      ageBy: wavesBack === 2 ? "tenure" : "batch",
      plannedModes: PLANNED_MIX,
      notice: {
        zh: `结果 ${of + 1} 年 1 月贴在小区公告栏。`,
        en: `Results go up on the community notice board in January ${of + 1}.`,
      },
      wavesBack,
    };
  });
  const callbacks = [
    { kind: "signing", name: "签约回访", nameEn: "Signing callbacks" },
    { kind: "residence", name: "入住半年回访", nameEn: "Six-month residence callbacks" },
  ] as const;
  return [
    ...annual,
    ...callbacks.map(
      ({ kind, name, nameEn }): SeedWave => ({
        kind,
        year: newest,
        name: `${newest} ${name}`,
        nameEn: `${newest} ${nameEn.toLowerCase()}`,
        cutoffOn: asOf,
        opensOn: addDays(asOf, -365),
        closesOn: addDays(asOf, 365),
        state: "field",
        ageBy: "batch",
        plannedModes: undefined,
        notice: { zh: "", en: "" },
        wavesBack: 0,
      }),
    ),
  ];
}
