import { addDays, addMonths, type CalendarDate } from "#surveys/calendar-date.ts";
import { type Draw, drawStream } from "./draw.ts";
import { PROJECTS, type SeedProject } from "./group/projects.ts";

export type SeedHome = {
  readonly id: number;
  readonly code: string;
  readonly project: string;
  readonly stage: string;
  readonly building: string;
  readonly unit: string;
  readonly floor: number;
  readonly room: string;
  readonly productType: string;
  readonly area: number;
  readonly batch: string;
  readonly signedOn: CalendarDate | undefined;
  readonly handedOverOn: CalendarDate | undefined;
  readonly plannedHandoverOn: CalendarDate;
  readonly movedInOn: CalendarDate | undefined;
  readonly renovating: boolean;
};

export type SeedBatch = {
  readonly project: string;
  readonly name: string;
  readonly startsOn: CalendarDate;
  readonly endsOn: CalendarDate;
};

const STAGE = ["一期", "二期", "三期", "四期", "五期", "六期"] as const;
const MONTHS_BETWEEN_BATCHES = 8;

/** Signings crowd at the end of the month: two and a half times as many in its last three days. */
function signingDay(draw: Draw, handover: CalendarDate): CalendarDate {
  const day = addDays(handover, -draw.integer(300, 780));
  return draw.chance(0.35) ? addDays(addMonths(`${day.slice(0, 7)}-01`, 1), -draw.integer(1, 3)) : day;
}

/** Towers of two stairs with four homes on each of 26 floors, or pairs of villas. */
function shapeOf(project: SeedProject): { villa: boolean; perFloor: number; floors: number } {
  const villa = project.size < 0.5;
  return { villa, perFloor: villa ? 1 : 4, floors: villa ? 1 : 26 };
}

function homesOfBatch(
  draw: Draw,
  project: SeedProject,
  stage: number,
  built: number,
  count: number,
  start: CalendarDate,
  asOf: CalendarDate,
): Omit<SeedHome, "id">[] {
  const { villa, perFloor, floors } = shapeOf(project);
  return Array.from({ length: count }, (_, index) => {
    const building = String(built + 1 + Math.floor(index / (perFloor * floors * 2)));
    const within = index % (perFloor * floors * 2);
    const unit = String(1 + Math.floor(within / (perFloor * floors)));
    const floor = 1 + Math.floor((within % (perFloor * floors)) / perFloor);
    const room = `${String(floor).padStart(2, "0")}${String(1 + (within % perFloor)).padStart(2, "0")}`;
    // most come in the collective window, the others trickle in
    const handover = addDays(start, draw.chance(0.82) ? draw.integer(0, 6) : draw.integer(7, 75));
    const signed = signingDay(draw, handover);
    const movedIn = addDays(handover, Math.round(draw.lognormal(120, 0.6)));
    const handedOver = handover <= asOf;
    return {
      code: `${project.code}-${building}-${unit}-${room}`,
      project: project.code,
      stage: STAGE[stage] ?? "六期",
      building,
      unit,
      floor,
      room,
      productType: villa ? "别墅" : draw.pick(["高层住宅", "高层住宅", "高层住宅", "洋房", "小高层"]),
      area: Math.round((villa ? draw.lognormal(240, 0.15) : draw.lognormal(104, 0.22)) * 100) / 100,
      batch: `${STAGE[stage] ?? "六期"}集中交付`,
      signedOn: signed <= asOf ? signed : undefined,
      handedOverOn: handedOver ? handover : undefined,
      plannedHandoverOn: start,
      movedInOn: handedOver && movedIn <= asOf ? movedIn : undefined,
      renovating: handedOver && movedIn > asOf && draw.chance(0.6),
    };
  });
}

/**
 * Homes of all projects, batch by batch. About `owners` of them are signed on `asOf`; later phases of young projects
 * are partly unsold.
 */
export function drawHomes(
  seed: number,
  owners: number,
  asOf: CalendarDate,
): { homes: readonly SeedHome[]; batches: readonly SeedBatch[] } {
  const draw = drawStream(seed, "homes");
  const weight = PROJECTS.reduce((sum, { size }) => sum + size, 0);
  const batches: SeedBatch[] = [];
  const homes = PROJECTS.flatMap((project) => {
    const total = (owners * 1.08 * project.size) / weight;
    const { perFloor, floors } = shapeOf(project);
    let built = 0;
    return Array.from({ length: project.batches }, (_, stage) => {
      const start = addDays(
        addMonths(asOf, -(project.firstHandover - stage * MONTHS_BETWEEN_BATCHES)),
        draw.integer(-20, 20),
      );
      batches.push({
        project: project.code,
        name: `${STAGE[stage] ?? "六期"}集中交付`,
        startsOn: start,
        endsOn: addDays(start, 6),
      });
      const count = Math.round((total / project.batches) * (0.85 + 0.3 * draw.uniform()));
      const before = built;
      built += Math.ceil(count / (perFloor * floors * 2));
      return homesOfBatch(draw, project, stage, before, count, start, asOf);
    }).flat();
  });
  return { homes: homes.map((home, index) => ({ ...home, id: index + 1 })), batches };
}
