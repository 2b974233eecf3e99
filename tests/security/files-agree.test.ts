import { tableFromIPC } from "apache-arrow";
import { parse } from "csv-parse/sync";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { seededRandom } from "#analytics/statistics/seeded-random.ts";
import { answerExport } from "#server/exports/answer-export.ts";
import { ROLE_DESCRIPTIONS, ROLES, type Role } from "#server/scope/capabilities.ts";
import { EXPORT_MAKERS } from "../../app/exports/export-makers.ts";
import type { FileLook } from "./file-look.ts";
import { FILE_LOOKS } from "./file-looks.ts";
import { dataOf, type House, openHouse } from "./house.ts";
import { HOME } from "./procedures.ts";
import { type SmallWaves, writeSmallWaves } from "./small-wave.ts";
import { writeVoices } from "./voices.ts";

/*
 * What anybody who may take files along finds in them, of any unit, is what the procedures of the screen answer, to the last bit;
 * and nothing stands there that they do not answer.
 */

// a reader without cookies of taste: Chinese, light
vi.mock("next/headers", () => ({ cookies: async () => new Map() }));

const UNITS = {
  group: ["G"],
  region: ["RA", "RB"],
  project: ["A1", "A2", "A3", "B1", "B2"],
} as const;
const TAKERS = ROLES.filter((role) => {
  const { capabilities } = ROLE_DESCRIPTIONS[role];
  return capabilities.includes("readings.read") && capabilities.includes("exports.run");
});
const SEED = 400;
let house: House;
let waves: SmallWaves;
const cookies = new Map<Role, string>();

/** Repairs of two years, in one project too few to be told. */
async function writeRepairs(): Promise<void> {
  const counts = { A1: 40, A2: 31, A3: 3, B1: 22, B2: 18 };
  await house.record.db
    .insertInto("repair_order")
    .values(
      Object.entries(counts).flatMap(([project, count]) =>
        Array.from({ length: 2 * count }, (_, at) => {
          const day = `${2024 + (at % 2)}-${String(1 + (at % 10)).padStart(2, "0")}-1${at % 9}`;
          const reported = new Date(`${day}T02:00:00Z`);
          return {
            project_id: house.unit(project),
            order_no: `${project}-${at}`,
            reported_at: reported,
            closed_at: new Date(reported.getTime() + (1 + (at % 7)) * 86_400_000),
            status: "closed",
            reopened: at % 10 === 0 ? 1 : 0,
            on_time: at % 4 !== 0,
          };
        }),
      ),
    )
    .execute();
}

beforeAll(async () => {
  house = await openHouse();
  waves = await writeSmallWaves(house);
  for (const wave of [waves.before, waves.now]) await writeVoices(house, wave);
  await writeRepairs();
  for (const role of TAKERS) {
    await house.person(`${role}@example.cn`, { role, unitId: house.unit(HOME[role] ?? "G") });
    cookies.set(role, await house.signIn(`${role}@example.cn`));
  }
});
afterAll(() => house.close());

async function fileOf(role: Role, { what, more }: FileLook, unit: string, format: string): Promise<Response> {
  const address = `unit=${house.unit(unit)}&wave=${waves.now}${more}`;
  const request = new Request(`http://ownervoice.test/api/export/${what}.${format}?${address}`, {
    headers: { cookie: cookies.get(role) ?? "" },
  });
  return answerExport(request, (headers) => house.context(headers), EXPORT_MAKERS);
}

/** Every number an answer holds, as it is written. */
function numbersIn(value: unknown, found = new Set<string>()): ReadonlySet<string> {
  if (typeof value === "number") found.add(String(value));
  else if (value !== null && typeof value === "object")
    for (const own of Object.values(value)) numbersIn(own, found);
  return found;
}

/** Rows of the file under the look's columns, texts and numbers as they are. */
async function rowsOf(response: Response, columns: readonly string[]): Promise<readonly string[]> {
  const table = tableFromIPC(new Uint8Array(await response.arrayBuffer()));
  return [...table].map((row) => {
    const cells = row?.toJSON() ?? {};
    return JSON.stringify(
      columns.map((name) => {
        const cell: unknown = cells[name];
        if (cell === undefined) throw new Error(`no column ${name}`);
        return typeof cell === "bigint" ? Number(cell) : cell;
      }),
    );
  });
}

/** Numbers a file has as text and no answer has. */
async function strangers(file: Response, views: readonly unknown[]): Promise<readonly string[]> {
  const lines = parse(await file.text(), {
    bom: true,
    relax_column_count: true,
    skip_empty_lines: false,
  }) as string[][];
  const end = lines.findIndex((line) => line.every((cell) => cell === ""));
  const told = numbersIn(views);
  return lines
    .slice(1, end < 0 ? lines.length : end)
    .flat()
    .filter((cell) => cell !== "" && Number.isFinite(Number(cell)) && !told.has(cell));
}

/**
 * Holds one file of one unit against what the screen is answered.
 * @param text whether also as text, where every number has to be one of the answer
 * @returns how many rows agreed
 */
async function hold(role: Role, look: FileLook, unit: string, text: boolean): Promise<number> {
  const name = `${role} ${look.what}${look.more} of ${unit}`;
  const caller = house.as(cookies.get(role) ?? "");
  const views: unknown[] = [];
  for (const [path, input] of look.asks) {
    const answer = await caller.query(path, { unit: house.unit(unit), wave: waves.now, ...input });
    views.push(answer.status === 404 ? null : dataOf(answer));
  }
  const wanted = look.rows(views).map((row) => JSON.stringify(row));
  const taken = await fileOf(role, look, unit, "arrow");
  expect(taken.status, name).toBe(200);
  const rows = await rowsOf(taken, look.columns);
  if (look.some) {
    // the rows that stand open on the screen, of all that are answered
    const known = new Set(wanted);
    expect(
      rows.filter((row) => !known.has(row)),
      name,
    ).toEqual([]);
    expect(rows.length, name).toBeGreaterThanOrEqual(look.some(views));
  } else expect(rows.toSorted(), name).toEqual(wanted.toSorted());
  if (text)
    expect(await strangers(await fileOf(role, look, unit, "csv"), views), `${name} as csv`).toEqual([]);
  return rows.length;
}

/** Units a role may see: all of headquarters' head and of a region's; of the analyst, who sees as much, one of each kind by a seed. */
function unitsOf(role: Role): readonly string[] {
  const random = seededRandom(SEED);
  const mine = (code: string) => HOME[role] === "G" || code === "RA" || code.startsWith("A");
  return Object.values(UNITS).flatMap((kind): readonly string[] => {
    const units = kind.filter(mine);
    if (role !== "hq_analyst") return units;
    return [units[random.below(units.length)] ?? "G"];
  });
}

/** Every way to look at a screen where a role begins, and of each screen one, by a seed, in every other unit. */
function looksOf(at: number, draw: (count: number) => number): readonly FileLook[] {
  if (at === 0) return FILE_LOOKS;
  return [...Map.groupBy(FILE_LOOKS, ({ what }) => what).values()].flatMap(
    (looks) => looks[draw(looks.length)] ?? [],
  );
}

describe("every file of every screen", () => {
  it("has a look that holds it against its screen", () => {
    expect(new Set(FILE_LOOKS.map(({ what }) => what))).toEqual(new Set(Object.keys(EXPORT_MAKERS)));
    expect(TAKERS.length).toBeGreaterThan(2);
  });

  it.each(TAKERS)("holds what %s is answered, to the last bit", async (role) => {
    const random = seededRandom(SEED + ROLES.indexOf(role));
    const units = unitsOf(role);
    expect(units.length).toBeGreaterThan(2);
    const rows = new Map<string, number>();
    for (const [at, unit] of units.entries())
      for (const look of looksOf(at, random.below)) {
        const count = await hold(role, look, unit, at === 0);
        rows.set(look.what, (rows.get(look.what) ?? 0) + count);
      }
    for (const [what, count] of rows) expect(count, what).toBeGreaterThan(units.length);
  });
});
