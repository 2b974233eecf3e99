import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  numberPassportFile,
  type PassportedNumber,
  type PassportFile,
  type ViewWithPassport,
  viewPassportFile,
} from "#app/components/passport-file.ts";
import type { DraftView } from "#server/improvements/drafts.ts";
import type { Sources } from "#server/indicators/sources.ts";
import type { CellView } from "#server/indicators/views.ts";
import { VOUCHED_VIEWS } from "#server/passports/vouched-views.ts";
import type { Role } from "#server/scope/capabilities.ts";
import { readPassport } from "#server/scoring/read-passport.ts";
import { recomputeScreen } from "#server/scoring/recompute-screen.ts";
import { recomputeView } from "#server/scoring/recompute-view.ts";
import { verifyNumbers } from "#server/scoring/verify-passport.ts";
import type { TextsView } from "#server/voices/voice-texts.ts";
import type { VoicesView } from "#server/voices/voices-view.ts";
import { dataOf, type House, openHouse } from "./security/house.ts";
import { HOME, type Ids, PROCEDURES } from "./security/procedures.ts";
import { type SmallWaves, writeSmallWaves } from "./security/small-wave.ts";
import { writeVoices } from "./security/voices.ts";
import { writeCallbacks } from "./written-callbacks.ts";

const READERS: readonly Role[] = ["hq_analyst", "region_head", "port_head"];
/** Asked beside what every procedure is tried with: other readings, cuts, waves and callbacks. */
const MORE: readonly (readonly [string, (ids: Ids) => Record<string, unknown>])[] = [
  ["indicators.cell", ({ unit }) => ({ unit, node: "D4", estimand: "shrunken" })],
  ["indicators.cell", ({ unit }) => ({ unit, node: "D4", estimand: "shrunken", measure: "top2" })],
  ["indicators.heat", ({ unit }) => ({ unit, by: "project", estimand: "unweighted", against: "previous" })],
  ["indicators.heat", ({ unit }) => ({ unit, by: "phase", mode: "phone", organisation: "now" })],
  ["explore.crosstab", ({ unit }) => ({ unit, rows: "phase", columns: "mode" })],
  ["explore.crosstab", ({ unit }) => ({ unit, rows: "node", columns: "product_type", measure: "top2" })],
  ["explore.crosstab", ({ unit }) => ({ unit, rows: "mode", columns: "product_type", rule: 1 })],
  ["compare.units", ({ unit }) => ({ unit, age: "same", mix: "own", phase: "S" })],
  ["why.change", ({ unit }) => ({ unit, node: "D4" })],
  ["indicators.rolling", ({ unit }) => ({ unit, kind: "signing" })],
  ["waveClosings.otherWeights", ({ wave }) => ({ id: wave, by: ["product_type"] })],
];

/** No procedure but an address of its own: `arrow.test.ts` asks it. */
const ARROW = "arrow.distribution";

let house: House;
let waves: SmallWaves;
let sources: Sources;
let folder: string;
const cookies = new Map<Role, string>();

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "passports-"));
  house = await openHouse();
  waves = await writeSmallWaves(house);
  await writeCallbacks(house, [2024, 2025]);
  for (const wave of [waves.before, waves.now]) await writeVoices(house, wave);
  sources = { db: house.record.db, analysis: await house.analysis };
  await sources.analysis.load();
  for (const role of READERS) {
    const unitId = house.unit(HOME[role] ?? "G");
    const port = role === "port_head" ? ({ port: "warranty" } as const) : {};
    await house.person(`${role}@example.cn`, { role, unitId, ...port });
    cookies.set(role, await house.signIn(`${role}@example.cn`));
  }
});
afterAll(async () => {
  await house.close();
  rmSync(folder, { recursive: true });
});

function idsOf(role: Role): Ids {
  const code = HOME[role] ?? "G";
  return { house, unit: house.unit(code), wave: waves.now, everywhere: code === "G" };
}

/** Settings of the verdicts, and what tells of the day. */
const APART: ReadonlySet<string> = new Set(["verdicts", "headline", "tasks", "coverage"]);

/** What the procedure answers; undefined where the role may not ask it. */
async function answerOf(role: Role, path: string, input: unknown): Promise<unknown> {
  const caller = house.as(cookies.get(role) ?? "");
  const answer = await (PROCEDURES[path]?.kind === "mutation" ? caller.mutate : caller.query)(path, input);
  return answer.status === 403 ? undefined : dataOf(answer);
}

/** As `ov verify` does with the file. @returns how many numbers came out the same */
async function verified(text: string): Promise<number> {
  const path = join(folder, "passport.json");
  writeFileSync(path, text);
  const read = await readPassport(path);
  if (read.kind === "score") throw new Error("a screen hands out no passport of ov score");
  const { claim, now } =
    read.kind === "view"
      ? await recomputeView(sources, read.view)
      : await recomputeScreen(sources, read.screen);
  return verifyNumbers(claim, now);
}

/** Paths of the scores of an answer that were shown. */
function scoresIn(value: unknown, path: readonly string[] = []): readonly (readonly string[])[] {
  if (value === null || typeof value !== "object") return [];
  return Object.entries(value).flatMap(([key, own]) =>
    typeof own === "number" && ["value", "difference", "share", "points", "alpha", "before"].includes(key)
      ? [[...path, key]]
      : scoresIn(own, [...path, key]),
  );
}

/** The file with one of its scores a tenth higher. */
function falsified(text: string, path: readonly string[]): string {
  const file: unknown = JSON.parse(text);
  const [last = "", ...above] = path.toReversed();
  let at = file as Record<string, unknown>;
  for (const key of above.toReversed()) at = at[key] as Record<string, unknown>;
  at[last] = (at[last] as number) + 0.1;
  return JSON.stringify(file);
}

async function expectHonest(file: PassportFile | undefined, name: string): Promise<void> {
  if (!file) throw new Error(`${name} hands out a passport that is no file`);
  const text = file.text();
  const count = await verified(text);
  const scores = scoresIn(JSON.parse(text)).filter((path) => !path.some((key) => APART.has(key)));
  expect(count, name).toBeGreaterThan(0);
  for (const at of new Set([0, Math.floor(scores.length / 2), scores.length - 1])) {
    const path = scores[at];
    if (path)
      await expect(verified(falsified(text, path)), `${name} ${path.join("/")}`).rejects.toThrow(/differ/);
  }
}

describe("every passport the product hands out", () => {
  it.each(READERS)("verifies as it was shown to %s, and not with another number in it", async (role) => {
    const asked = [
      ...Object.entries(PROCEDURES).flatMap(([path, { input }]) =>
        input && (Object.hasOwn(VOUCHED_VIEWS, path) || path.split(".")[1] !== "put")
          ? [[path, input(idsOf(role))] as const]
          : [],
      ),
      ...MORE.map(([path, input]) => [path, input(idsOf(role))] as const),
    ];
    const vouched = new Set<string>();
    for (const [path, input] of asked) {
      if (PROCEDURES[path]?.kind === "mutation" && !Object.hasOwn(VOUCHED_VIEWS, path)) continue;
      const answer = await answerOf(role, path, input);
      if (answer === null || typeof answer !== "object" || !("passport" in answer)) continue;
      vouched.add(path);
      await expectHonest(viewPassportFile(answer as ViewWithPassport), `${role} ${path}`);
    }
    const reading = Object.keys(VOUCHED_VIEWS).filter((path) => PROCEDURES[path]?.needs === "readings.read");
    expect([...vouched].toSorted()).toEqual(
      (role === "hq_analyst"
        ? Object.keys(VOUCHED_VIEWS).filter((path) => path !== ARROW)
        : reading
      ).toSorted(),
    );
  });

  it("verifies of a single number on the way of ov score, and of what is on the list of improvements", async () => {
    const { unit, wave } = idsOf("hq_analyst");
    const cell = (await answerOf("hq_analyst", "indicators.cell", { unit, node: "OUT" })) as CellView;
    await expectHonest(numberPassportFile(cell), "the number of the drawer");
    await answerOf("hq_analyst", "improvements.put", { unit, wave, node: "TOTAL", kind: "change" });
    const [draft] = (await answerOf("hq_analyst", "improvements.list", { unit })) as readonly DraftView[];
    if (!draft) throw new Error("the list is empty");
    const { evidence, phase } = draft;
    const number: PassportedNumber = {
      unit: draft.unit,
      phase,
      ...evidence,
      wave: evidence.passport.wave,
    };
    await expectHonest(numberPassportFile(number), "the number of an improvement");
  });

  it("verifies from before passports named their number, whichever sample they told of", async () => {
    const { unit } = idsOf("region_head");
    const view = (await answerOf("region_head", "compare.units", { unit, node: "D4" })) as ViewWithPassport;
    const { node: _, formula: __, ...older } = view.passport as Record<string, unknown>;
    const passport = { ...older, n: 9999 } as ViewWithPassport["passport"];
    await expectHonest(viewPassportFile({ ...view, passport }), "an older file");
    const claimed = { ...view, passport: { ...view.passport, n: 9999 } };
    await expect(verified(viewPassportFile(claimed)?.text() ?? "")).rejects.toThrow(/differ/);
  });

  it("says so of topics once one was corrected by hand, or all were told by another lexicon", async () => {
    const { unit } = idsOf("region_head");
    const view = (await answerOf("region_head", "voices.topics", { unit })) as VoicesView;
    expect(view.passport).toMatchObject({ n: view.n, measure: "topics", definition: { version: 1 } });
    const text = viewPassportFile(view)?.text() ?? "";
    expect(await verified(text)).toBeGreaterThan(view.topics.length);
    const { db } = house.record;
    const hq = house.as(cookies.get("hq_analyst") ?? "");
    const { texts } = dataOf<TextsView>(await hq.query("voices.texts", { unit, topic: "D4" }));
    dataOf(await hq.mutate("voices.correct", { id: texts[0]?.id, topic: "D4", has: false }));
    await expect(verified(text)).rejects.toThrow(
      /changed since .* numbers differ, such as topics.*: count \d+ then/,
    );
    dataOf(await hq.mutate("voices.correct", { id: texts[0]?.id, topic: "D4", has: true }));
    // the state of the words is another one, and every number still holds
    expect(await verified(text)).toBeGreaterThan(view.topics.length);
    await db
      .insertInto("topic_lexicon")
      .columns(["version", "topics"])
      .expression((from) =>
        from
          .selectFrom("topic_lexicon")
          .select((of) => [of.lit(2).as("version"), sql<string>`topics - 0`.as("topics")])
          .where("version", "=", 1),
      )
      .execute();
    await expect(verified(text)).rejects.toThrow(/The definition owner-topics@1 is not the one/);
  });

  it("is refused with the remedy where the question is none, or its reader has no role any more", async () => {
    const { unit } = idsOf("region_head");
    const heat = (await answerOf("region_head", "indicators.heat", { unit })) as ViewWithPassport;
    const text = viewPassportFile(heat)?.text() ?? "";
    await expect(verified(text.replace("indicators.heat", "indicators.cold"))).rejects.toThrow(
      /does not answer indicators\.cold as it was asked: download the passport again/,
    );
    await expect(verified(text.replace(heat.passport.asked?.reader ?? "", "nobody"))).rejects.toThrow(
      /has no role any more: let somebody who may see the numbers download it again/,
    );
  });

  it("says which data changed, once answers did and moved a number", async () => {
    const { unit } = idsOf("region_head");
    const heat = await answerOf("region_head", "indicators.heat", { unit });
    const text = viewPassportFile(heat as ViewWithPassport)?.text() ?? "";
    const { db } = house.record;
    const { id } = await db
      .selectFrom("response")
      .select("id")
      .where("wave_id", "=", waves.now)
      .where("project_id", "=", house.unit("A1"))
      .orderBy("id")
      .executeTakeFirstOrThrow();
    await db.deleteFrom("response").where("id", "=", id).execute();
    await sources.analysis.load();
    await expect(verified(text)).rejects.toThrow(
      /The answers, owners or records in the database changed since .*, and \d+ of \d+ numbers differ, such as /,
    );
  });
});
