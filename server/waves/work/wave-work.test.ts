import { afterAll, beforeAll, expect, test } from "vitest";
import { AppError } from "#server/app-error.ts";
import { type OpenRecord, openRecord } from "#server/database/connection.ts";
import { testDatabase } from "#tests/database.ts";
import { type OwnedHomes, ownedHomes, SOUND_DRAFT, scopeOf } from "#tests/owned-homes.ts";
import { createWave, editWave, waveDraft } from "../draft-wave.ts";
import { keptPreview, previewFrame } from "../frame/preview-frame.ts";
import { lockWave } from "../lock-wave.ts";
import { plannedSample } from "../sample/sample-page.ts";
import { readWaveSettings } from "../settings.ts";
import { type WaveManager, waveManager } from "../wave-manager.ts";
import { doWork, latestWork } from "./wave-work.ts";

const database = await testDatabase();
let record: OpenRecord;
let homes: OwnedHomes;
let by: WaveManager;
let waveId: number;

beforeAll(async () => {
  record = openRecord(database.url);
  homes = await ownedHomes(record.db, 8);
  by = waveManager(await scopeOf(record.db, "hq_analyst", homes.group));
  waveId = await createWave(record.db, by, waveDraft.parse(SOUND_DRAFT));
});
afterAll(async () => {
  await record.close();
  await database.drop();
});

test("long work is told as running, found again, and nothing else begins meanwhile", async () => {
  const { db } = record;
  let finish: (value: number) => void = () => undefined;
  const waiting = new Promise<number>((done) => {
    finish = done;
  });
  const began = await doWork(
    db,
    by,
    { waveId, kind: "lock" },
    async (tell) => {
      await tell("hashing");
      return { ok: await waiting };
    },
    20,
  );
  expect(began.state).toBe("running");
  await expect.poll(async () => (await latestWork(db, by, waveId))?.stage).toBe("hashing");
  await expect(doWork(db, by, { waveId, kind: "close" }, async () => undefined)).rejects.toMatchObject({
    code: "conflict",
  });
  finish(7);
  await expect.poll(async () => (await latestWork(db, by, waveId))?.state).toBe("done");
  expect((await latestWork(db, by, waveId))?.result).toEqual({ ok: 7 });
});

test("a failure is kept with its remedy, and one of ours without its insides", async () => {
  const { db } = record;
  const refused = await doWork(db, by, { waveId, kind: "draw" }, async () => {
    throw new AppError("conflict", "Draw first.");
  });
  expect(refused).toMatchObject({ state: "failed", failure: { code: "conflict", message: "Draw first." } });
  const broken = await doWork(db, by, { waveId, kind: "draw" }, async () => {
    throw new Error("secret insides");
  });
  expect(broken.failure?.code).toBe("internal");
  expect(JSON.stringify(broken)).not.toContain("secret");
});

test("work whose process is gone is lost, and does not stand in the way", async () => {
  const { db } = record;
  const { id } = await db
    .insertInto("wave_work")
    .values({ wave_id: waveId, kind: "lock", beat_at: new Date(Date.now() - 120_000) })
    .returning("id")
    .executeTakeFirstOrThrow();
  expect(await latestWork(db, by, waveId)).toMatchObject({ id, state: "lost" });
  const next = await doWork(db, by, { waveId, kind: "preview" }, (tell) =>
    previewFrame(db, by, waveId, tell),
  );
  expect(next.state).toBe("done");
});

test("a preview counts the frame that is then fixed, and says when it no longer does", async () => {
  const { db } = record;
  const preview = await keptPreview(db, by, waveId);
  expect(preview).toMatchObject({ owners: 24, isStale: false, cutoffOn: SOUND_DRAFT.cutoffOn });
  expect(await db.selectFrom("frame_member").select("respondent_key").execute()).toEqual([]);
  await editWave(
    db,
    by,
    waveId,
    waveDraft.parse({ ...SOUND_DRAFT, rules: { "contact.days": 30, "weights.trim": null } }),
  );
  expect((await keptPreview(db, by, waveId))?.isStale).toBe(true);
  expect(await readWaveSettings(db, waveId)).toMatchObject({ "contact.days": 30, "weights.trim": null });
  expect(await readWaveSettings(db)).toMatchObject({ "contact.days": 90, "weights.trim": 5 });
  expect(await lockWave(db, by, waveId, "2025-11-02")).toEqual({ ok: true });
  const frame = await db
    .selectFrom("wave_frame")
    .select(["owners", "contact_days"])
    .where("wave_id", "=", waveId)
    .executeTakeFirstOrThrow();
  expect(frame).toEqual({ owners: 24, contact_days: 30 });
});

test("a plan can be otherwise in single strata, and says what it will show", async () => {
  const { db } = record;
  const plan = { plan: { kind: "per-stratum", answers: 1, rate: 1 }, takeAllBelow: 0 } as const;
  const whole = await plannedSample(db, by, waveId, plan);
  expect(whole).toMatchObject({ owners: 24, drawn: 12, takenWhole: 0 });
  const [first, second] = whole.strata;
  const own = await plannedSample(db, by, waveId, {
    ...plan,
    own: [
      { projectId: first?.projectId ?? 0, phase: first?.phase ?? "P", answers: 2 },
      { projectId: second?.projectId ?? 0, phase: second?.phase ?? "P", takeAll: true },
    ],
  });
  expect(own.strata.slice(0, 3).map(({ drawn }) => drawn)).toEqual([2, 2, 1]);
  expect(own.drawn).toBe(14);
  expect(own.leastDetectable).toBeGreaterThan(50);
});

test("a plan says how many of the homes it draws are left in peace", async () => {
  const { db } = record;
  const plan = { plan: { kind: "census", answers: 1 }, takeAllBelow: 0 } as const;
  const before = await plannedSample(db, by, waveId, plan);
  expect(before.askable).toBe(before.drawn);
  const left = await db
    .updateTable("frame_member")
    .set({ exclusion: "asked_recently", exclusion_by: "rule" })
    .where("respondent_key", "in", (of) =>
      of.selectFrom("frame_member").select("respondent_key").where("wave_id", "=", waveId).limit(5),
    )
    .returning("respondent_key")
    .execute();
  expect(await plannedSample(db, by, waveId, plan)).toMatchObject({
    drawn: before.drawn,
    askable: before.askable - 5,
  });
  const keys = left.map(({ respondent_key }) => respondent_key);
  await db
    .updateTable("frame_member")
    .set({ exclusion: null, exclusion_by: null })
    .where("respondent_key", "in", keys)
    .execute();
});
