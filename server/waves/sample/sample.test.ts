import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type OpenRecord, openRecord } from "#server/database/connection.ts";
import { statementsOf } from "#server/database/statements.ts";
import { drawHomes } from "#server/vault/draw-homes.ts";
import { testDatabase } from "#tests/database.ts";
import { type OwnedHomes, ownedHomes, SOUND_DRAFT, scopeOf } from "#tests/owned-homes.ts";
import { createWave, waveDraft } from "../draft-wave.ts";
import { framePage } from "../frame/frame-page.ts";
import { lockWave, unlockWave } from "../lock-wave.ts";
import { openField } from "../open-field.ts";
import { type WaveManager, waveManager } from "../wave-manager.ts";
import { drawSample } from "./draw-sample.ts";
import { planStratum, type StoredPlan } from "./sample-plan.ts";

const perStratum = (answers: number, rate = 1): StoredPlan => ({
  plan: { kind: "per-stratum", answers, rate },
  takeAllBelow: 0,
});

describe("a plan", () => {
  test("asks so many that the answers wanted can come, and everybody where that is nearly all", () => {
    expect(planStratum(perStratum(60, 0.35), 1_000)).toMatchObject({
      target: 60,
      drawn: 172,
      takeAll: false,
    });
    expect(planStratum(perStratum(60, 0.35), 120)).toMatchObject({ target: 60, drawn: 120, takeAll: true });
    expect(planStratum({ ...perStratum(60), takeAllBelow: 150 }, 149)).toMatchObject({
      drawn: 149,
      takeAll: true,
    });
    expect(planStratum(perStratum(60), 20)).toMatchObject({ target: 20, drawn: 20, takeAll: true });
  });

  test("reaches the margins of the published tables", () => {
    const margin = (share: number, owners: number) =>
      planStratum({ plan: { kind: "margin", margin: share, rate: 1 }, takeAllBelow: 0 }, owners).target;
    // Krejcie & Morgan (1970), and two landlords' tenant surveys (methodology §2)
    expect([margin(0.05, 1_000), margin(0.05, 10_000), margin(0.04, 7_271), margin(0.03, 8_894)]).toEqual([
      278, 370, 555, 953,
    ]);
  });

  test("wants as many answers as a score needs, by its deviation", () => {
    const mean = (points: number, owners: number, deviation?: number) =>
      planStratum(
        { plan: { kind: "mean", points, rate: 1 }, takeAllBelow: 0, ...(deviation && { deviation }) },
        owners,
      );
    // (1.959964·20/2)² = 384.15, and with 1,000 owners 384.15/(1 + 383.15/1,000) = 277.74
    expect(mean(2, 10_000_000).target).toBe(385);
    expect(mean(2, 1_000).target).toBe(278);
    // a deviation of 50 is that of a share of one half: Krejcie & Morgan at ±5
    expect(mean(5, 10_000, 50).target).toBe(370);
    expect(mean(2, 1_000).meanPoints).toBeLessThanOrEqual(2);
    expect(mean(2, 150)).toMatchObject({ takeAll: true, drawn: 150 });
  });

  test("multiplies answers by the design effect, and widens what fewer can tell by its root", () => {
    const margin = (designEffect: number): StoredPlan => ({
      plan: { kind: "margin", margin: 0.04, rate: 1 },
      takeAllBelow: 0,
      designEffect,
    });
    // 554.53 answers of 7,271 owners (oracle 17), half as many again
    expect(planStratum(margin(1.5), 7_271).target).toBe(832);
    expect(planStratum(margin(1), 7_271).target).toBe(555);
    const plain = planStratum(perStratum(100), 1_000);
    const wide = planStratum({ ...perStratum(100), designEffect: 2.25 }, 1_000);
    expect(wide.target).toBe(100);
    for (const part of ["marginPoints", "meanPoints", "detectablePoints"] as const)
      expect((wide[part] ?? 0) / (plain[part] ?? 1)).toBeCloseTo(1.5, 12);
    // twice the owners are needed, so everybody is asked
    expect(planStratum(margin(2), 400)).toMatchObject({ takeAll: true, drawn: 400 });
  });

  test("says what so many answers cannot tell", () => {
    const { marginPoints, detectablePoints } = planStratum(perStratum(100), 100_000);
    expect(marginPoints).toBeCloseTo(9.8, 1);
    expect(detectablePoints).toBeCloseTo(7.9, 1);
    expect(planStratum(perStratum(40), 120).marginPoints).toBeCloseTo(12.7, 1);
  });

  test("never asks more homes than there are, nor fewer than it wants answers", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 50_000 }),
        fc.integer({ min: 1, max: 2_000 }),
        fc.double({ min: 0.01, max: 1, noNaN: true }),
        (owners, answers, rate) => {
          const planned = planStratum(perStratum(answers, rate), owners);
          expect(planned.drawn).toBeLessThanOrEqual(owners);
          expect(planned.drawn).toBeGreaterThanOrEqual(planned.target);
          expect(planned.takeAll).toBe(planned.drawn === owners);
        },
      ),
    );
  });
});

describe("a draw", () => {
  const database = testDatabase();
  let record: OpenRecord;
  let homes: OwnedHomes;
  let by: WaveManager;
  let wave: number;

  async function drawn(): Promise<ReadonlySet<string>> {
    const rows = await statementsOf(record.db)<{ code: string }>(
      `select h.code from frame_member m join vault.respondent r using (respondent_key) join home h on h.id = r.home_id
       where m.wave_id = $1 and m.sampled`,
      [wave],
    );
    return new Set(rows.map(({ code }) => code));
  }

  beforeAll(async () => {
    record = openRecord((await database).url);
    homes = await ownedHomes(record.db, 80);
    by = waveManager(await scopeOf(record.db, "hq_analyst", homes.group));
    wave = await createWave(record.db, by, waveDraft.parse(SOUND_DRAFT));
    await expect(drawSample(record.db, by, wave, { plan: perStratum(5) })).rejects.toMatchObject({
      code: "conflict",
    });
    await lockWave(record.db, by, wave, "2025-11-02");
  });
  afterAll(async () => {
    await record.close();
    await (await database).drop();
  });

  test("needs a plan once, and then gives the same homes again, also from a frame built anew", async () => {
    const { db } = record;
    await expect(drawSample(db, by, wave, {})).rejects.toMatchObject({ code: "bad_request" });
    expect(await framePage(db, by, wave)).toMatchObject({ owners: 240, drawn: 0 });
    const first = await drawSample(db, by, wave, { plan: perStratum(5), seed: 7 });
    expect(first).toMatchObject({ outcome: "drawn", owners: 240, drawn: 60, seed: 7 });
    const homesDrawn = await drawn();
    expect(homesDrawn.size).toBe(60);
    expect(await drawSample(db, by, wave, {})).toMatchObject({ outcome: "replayed", hash: first.hash });
    const other = await drawSample(db, by, wave, { plan: perStratum(5), seed: 8 });
    expect(other.outcome).toBe("drawn");
    expect(await drawn()).not.toEqual(homesDrawn);

    await unlockWave(db, by, wave, "从头再来");
    await lockWave(db, by, wave, "2025-11-02");
    const again = await drawSample(db, by, wave, { plan: perStratum(5), seed: 7 });
    expect(again).toMatchObject({ outcome: "drawn", hash: first.hash });
    expect(await drawn()).toEqual(homesDrawn);
  });

  test("of more homes holds the smaller one, and only such a one may follow an invitation", async () => {
    const { db } = record;
    const before = await drawn();
    const member = await db
      .selectFrom("frame_member")
      .select("respondent_key")
      .where("wave_id", "=", wave)
      .where("sampled", "=", true)
      .orderBy("respondent_key")
      .executeTakeFirstOrThrow();
    await db
      .insertInto("invitation")
      .values({ ...member, wave_id: wave, token_hash: Buffer.alloc(32, 1), channel: "sms" })
      .execute();
    await expect(drawSample(db, by, wave, { plan: perStratum(5), seed: 9 })).rejects.toMatchObject({
      code: "conflict",
    });
    await expect(drawSample(db, by, wave, { plan: perStratum(2), seed: 7 })).rejects.toMatchObject({
      code: "conflict",
    });
    expect(await drawn()).toEqual(before);
    const more = await drawSample(db, by, wave, { plan: perStratum(9), seed: 7 });
    expect(more).toMatchObject({ outcome: "drawn", drawn: 108 });
    const after = await drawn();
    expect([...before].every((code) => after.has(code))).toBe(true);
    const page = await framePage(db, by, wave);
    expect(page).toMatchObject({ owners: 240, drawn: 108, excluded: {} });
    expect(page.strata.map(({ owners, drawn: asked }) => [owners, asked])).toEqual(Array(12).fill([20, 9]));
  });

  test("favours no home: over many seeds each is drawn about as often", async () => {
    const { db } = record;
    const times = new Map<string, number>();
    for (let seed = 0; seed < 60; seed++) {
      const rows = await db.transaction().execute(async (tx) => {
        const run = statementsOf(tx);
        await drawHomes(run, wave, seed, [
          { projectId: homes.projects.oak, phase: "S", drawn: 10, takeAll: false },
        ]);
        return run<{ code: string }>("select code from drawn_home");
      });
      for (const { code } of rows) times.set(code, (times.get(code) ?? 0) + 1);
    }
    expect(times.size).toBe(20);
    // 60 draws of one half each: 30 ± 4 standard deviations
    for (const n of times.values()) expect(Math.abs(n - 30)).toBeLessThan(16);
  });

  test("is only rehearsed once a wave is past drawing", async () => {
    const { db } = record;
    expect(await openField(db, by, wave, "2025-11-05")).toEqual({ ok: true });
    const asked = await drawn();
    await expect(drawSample(db, by, wave, { plan: perStratum(3), seed: 1 })).rejects.toMatchObject({
      code: "conflict",
    });
    await db.updateTable("wave").set({ state: "closed" }).where("id", "=", wave).execute();
    const rehearsed = await drawSample(db, by, wave, { plan: perStratum(3), seed: 1 });
    expect(rehearsed).toMatchObject({ outcome: "rehearsed", drawn: 36 });
    expect(await drawSample(db, by, wave, { plan: perStratum(3), seed: 1 })).toMatchObject({
      hash: rehearsed.hash,
    });
    expect(await drawn()).toEqual(asked);
  });
});
