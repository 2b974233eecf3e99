import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { makeScope } from "#server/scope/scope.ts";
import { publishOther } from "#tests/other-version.ts";
import { dataOf, type House, openHouse } from "./house.ts";
import { writeSmallWaves } from "./small-wave.ts";
import { PARTS, PHASES, peel, type Seen, type Sum, UNITS } from "./subtraction-sums.ts";

type Table = {
  readonly rows: readonly { readonly key: string }[];
  readonly columns: readonly { readonly key: string }[];
  readonly cells: readonly (readonly Seen[])[];
};

/** Rows by what they are, and what they are merged into. */
const MERGED = { product_type: "product_class", batch: "batch_class" } as const;
type Fine = keyof typeof MERGED;
type Rows = Fine | (typeof MERGED)[Fine];

let house: House;
let hq: ReturnType<House["as"]>;
/** Everything that was shown, by unit, phase and row. */
const seen = new Map<string, Seen>();
/** Answers there are, by unit, phase and row of the fine kinds. */
const truth = new Map<string, number>();
/** Rows of the fine kinds, by the class they are in. */
const members = new Map<Fine, Map<string, string[]>>();

function at(unit: string, phase: string, rows: Rows, word: string): string {
  return `${unit}/${phase}/${word === "" ? "" : `${rows}:${word}`}`;
}

async function read(unit: string, rows: Rows, columns: "phase" | undefined): Promise<Table> {
  const answer = await hq.query("explore.crosstab", { unit: house.unit(unit), rows, columns });
  expect(answer.status, JSON.stringify(answer.body).slice(0, 300)).toBe(200);
  return dataOf<Table>(answer);
}

/** Classes as their names tell them: neighbours by the first and the last, "*" holds what has no row of its own. */
function classesOf(fine: Fine, words: readonly string[], classes: readonly string[]): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const name of classes) {
    const [first = "", last = first] = name.split(" – ");
    const own =
      name === "*"
        ? words.filter((word) => !classes.includes(word))
        : words.slice(words.indexOf(first), words.indexOf(last) + 1);
    found.set(name, own);
  }
  expect([...found.values()].flat().toSorted(), fine).toEqual(words.toSorted());
  return found;
}

async function countAnswers(): Promise<void> {
  const rows = await house.record.db
    .selectFrom("response")
    .innerJoin("frame_member", "frame_member.respondent_key", "response.respondent_key")
    .innerJoin("wave", "wave.id", "response.wave_id")
    .innerJoin("org_unit", "org_unit.id", "response.project_id")
    .select(["org_unit.code", "response.phase", "frame_member.product_type", "frame_member.batch"])
    .where("wave.year", "=", 2025)
    .execute();
  for (const { code, phase, product_type, batch } of rows) {
    const above = Object.entries(PARTS).find(([, parts]) => parts.includes(code))?.[0] ?? "";
    const words: readonly (readonly [Rows, string])[] = [
      ["product_type", product_type ?? "-"],
      ["batch", batch ?? "-"],
      ["batch", ""],
    ];
    for (const unit of [code, above, "G"])
      for (const inPhase of ["", phase])
        for (const [kind, word] of words) {
          const key = at(unit, inPhase, kind, word);
          truth.set(key, (truth.get(key) ?? 0) + 1);
        }
  }
}

beforeAll(async () => {
  house = await openHouse();
  await writeSmallWaves(house, true);
  await house.person("hq@example.cn", { role: "hq_head", unitId: house.unit("G") });
  hq = house.as(await house.signIn("hq@example.cn"));
  await countAnswers();
  for (const fine of Object.keys(MERGED) as Fine[]) {
    for (const rows of [fine, MERGED[fine]])
      for (const unit of UNITS)
        for (const columns of rows === fine ? ([undefined, "phase"] as const) : [undefined]) {
          const table = await read(unit, rows, columns);
          for (const [y, { key: word }] of table.rows.entries())
            for (const [x, { key: phase }] of table.columns.entries()) {
              const cell = table.cells[y]?.[x];
              if (cell) seen.set(at(unit, phase, rows, word), cell);
            }
        }
    const keys = ({ rows }: Table) => rows.map(({ key }) => key).filter((key) => key !== "");
    const [words, classes] = [
      keys(await read("G", fine, undefined)),
      keys(await read("G", MERGED[fine], undefined)),
    ];
    members.set(fine, classesOf(fine, words, classes));
  }
});
afterAll(() => house.close());

/** What adds up: units, phases, kinds and classes. */
function sums(): Sum[] {
  const found: Sum[] = [];
  for (const [fine, classes] of members) {
    const merged = MERGED[fine];
    const words: readonly (readonly [Rows, string])[] = [
      [fine, ""],
      ...[...classes.keys()].map((word) => [merged, word] as const),
      ...[...classes.values()].flat().map((word) => [fine, word] as const),
    ];
    for (const [rows, word] of words) {
      for (const phase of rows === merged ? [""] : ["", ...PHASES])
        for (const [whole, parts] of Object.entries(PARTS))
          found.push({
            whole: at(whole, phase, rows, word),
            parts: parts.map((part) => at(part, phase, rows, word)),
          });
      for (const unit of rows === merged ? [] : UNITS)
        found.push({
          whole: at(unit, "", rows, word),
          parts: PHASES.map((phase) => at(unit, phase, rows, word)),
        });
    }
    for (const unit of UNITS)
      for (const phase of ["", ...PHASES]) {
        const own = (rows: Rows, list: readonly string[]) => list.map((word) => at(unit, phase, rows, word));
        const whole = at(unit, phase, fine, "");
        found.push({ whole, parts: own(fine, [...classes.values()].flat()) });
        if (phase !== "") continue;
        found.push({ whole, parts: own(merged, [...classes.keys()]) });
        for (const [name, list] of classes)
          found.push({ whole: at(unit, phase, merged, name), parts: own(fine, list) });
      }
  }
  return found;
}

/** Answers behind a cell; of a class those of its members. */
function answersOf(key: string): number {
  const [unit = "", phase = "", row = ""] = key.split("/");
  for (const [fine, classes] of members)
    for (const [name, list] of classes)
      if (row === `${MERGED[fine]}:${name}`)
        return list.reduce((sum, word) => sum + (truth.get(at(unit, phase, fine, word)) ?? 0), 0);
  return truth.get(key) ?? 0;
}

function derived(of: "n" | "value"): readonly string[] {
  const known = new Map(
    [...seen].flatMap(([key, cell]) =>
      cell[of] === null ? [] : [[key, of === "n" ? (cell.n ?? 0) : 1] as const],
    ),
  );
  return [...peel(known, (key) => answersOf(key) === 0, sums())];
}

describe("small groups merged", () => {
  it("stand for the same answers, and show what their members cannot", () => {
    for (const [fine, classes] of members) {
      expect(classes.size, fine).toBeGreaterThan(1);
      expect(classes.size, fine).toBeLessThan([...classes.values()].flat().length);
    }
    let gained = 0;
    for (const [fine, classes] of members)
      for (const unit of UNITS)
        for (const [name, list] of classes) {
          const own = seen.get(at(unit, "", MERGED[fine], name));
          if (own?.n != null) expect(own.n).toBe(answersOf(at(unit, "", MERGED[fine], name)));
          if (own?.value != null && list.every((word) => seen.get(at(unit, "", fine, word))?.value == null))
            gained++;
        }
    expect(gained).toBeGreaterThan(0);
  });

  it("let no small group be subtracted from them, nor from what they are made of", () => {
    expect(seen.size).toBeGreaterThan(300);
    expect([...seen.values()].filter(({ state }) => state === "hidden").length).toBeGreaterThan(50);
    expect(derived("n").filter((key) => answersOf(key) < 5)).toEqual([]);
    expect(derived("value").filter((key) => answersOf(key) < 10)).toEqual([]);
  });

  it("are found when the protection is left out", () => {
    // the attack itself works: with all counts of members but one, that one follows from the class
    const [fine, classes] = [...members][0] ?? [];
    const [name = "", list = []] = [...(classes ?? [])].find(([, own]) => own.length > 1) ?? [];
    if (fine === undefined) throw new Error("nothing was merged");
    const [secret = "", ...others] = list;
    const known = new Map(
      [at("G", "", MERGED[fine], name), ...others.map((word) => at("G", "", fine, word))].map(
        (key) => [key, answersOf(key)] as const,
      ),
    );
    peel(known, (key) => answersOf(key) === 0, sums());
    expect(known.get(at("G", "", fine, secret))).toBe(answersOf(at("G", "", fine, secret)));
  });

  it("are the same under a rule with another minimum: two mergers could be subtracted from each other", async () => {
    const { db } = house.record;
    const scopeOf = async (role: "hq_analyst" | "hq_head") => {
      const grant = { role, unitId: house.unit("G"), validFrom: "2025-01-01" };
      return makeScope(db, await house.person(`${role}@example.cn`, grant), "2026-01-20");
    };
    const people = { analyst: await scopeOf("hq_analyst"), head: await scopeOf("hq_head") };
    await publishOther(db, people, 2027, { minimumAnswers: 30 });
    for (const [fine, classes] of members) {
      const query = { unit: house.unit("G"), rows: MERGED[fine], rule: 2 };
      const { rows } = dataOf<Table>(await hq.query("explore.crosstab", query));
      expect(rows.map(({ key }) => key).filter((key) => key !== "")).toEqual([...classes.keys()]);
    }
  });

  it("are crossed with nothing, neither what they are made of nor a filter", async () => {
    const unit = house.unit("G");
    for (const input of [
      { rows: "product_type", columns: "product_class" },
      { rows: "batch_class", columns: "batch" },
      { rows: "batch_class", columns: "phase" },
      { rows: "product_class", columns: "batch_class" },
      { rows: "product_class", mode: "web" },
      { rows: "project", columns: "batch_class", phase: "S" },
    ])
      expect((await hq.query("explore.crosstab", { unit, ...input })).status, JSON.stringify(input)).toBe(
        400,
      );
    const byProject = await hq.query("explore.crosstab", { unit, rows: "project", columns: "batch_class" });
    expect(byProject.status).toBe(200);
  });
});
