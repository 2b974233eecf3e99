import { afterAll, beforeAll, expect, test } from "vitest";
import { type OpenRecord, openRecord } from "#server/database/connection.ts";
import { testDatabase } from "#tests/database.ts";
import { type OwnedHomes, ownedHomes, SOUND_DRAFT, scopeOf } from "#tests/owned-homes.ts";
import { createWave, deleteDraft, editWave, waveDraft } from "./draft-wave.ts";
import { lockWave, unlockWave } from "./lock-wave.ts";
import { waveSteps } from "./move-wave.ts";
import { openField } from "./open-field.ts";
import { annualWaveOf, readWave } from "./wave-facts.ts";
import { type WaveManager, waveManager } from "./wave-manager.ts";

const database = await testDatabase();
let record: OpenRecord;
let homes: OwnedHomes;
let by: WaveManager;

beforeAll(async () => {
  record = openRecord(database.url);
  homes = await ownedHomes(record.db, 8);
  by = waveManager(await scopeOf(record.db, "hq_analyst", homes.group));
});
afterAll(async () => {
  await record.close();
  await database.drop();
});

test("only who may run waves becomes a wave manager", async () => {
  for (const [role, unit] of [
    ["project_lead", homes.projects.oak],
    ["region_head", homes.regions.east],
    ["callback_agent", homes.group],
    ["admin", null],
  ] as const)
    await expect(scopeOf(record.db, role, unit).then(waveManager)).rejects.toMatchObject({
      code: "forbidden",
    });
});

test("a draft says everything that keeps its frame from being fixed", async () => {
  const { db } = record;
  const id = await createWave(
    db,
    by,
    waveDraft.parse({
      ...SOUND_DRAFT,
      year: 2030,
      cutoffOn: "2030-11-10",
      opensOn: "2030-11-05",
      closesOn: "2030-12-15",
      plannedModes: { ...SOUND_DRAFT.plannedModes, R: { web: 5_000, phone: 4_000, visit: 0 } },
      notice: { zh: " ", en: "" },
    }),
  );
  const result = await lockWave(db, by, id, "2025-11-02");
  expect(result).toMatchObject({ ok: false });
  expect(!result.ok && result.problems.map(({ code, item }) => `${code} ${item}`)).toEqual([
    "cutoff-ahead cutoffOn",
    "cutoff-after-opening cutoffOn",
    "modes-incomplete plannedModes.R",
    "notice-missing notice.zh",
  ]);
  expect((await readWave(db, id)).state).toBe("draft");
  await deleteDraft(db, by, id);
  await expect(readWave(db, id)).rejects.toMatchObject({ code: "not_found" });
});

test("a year has one wave of a kind", async () => {
  const { db } = record;
  const id = await createWave(db, by, waveDraft.parse({ ...SOUND_DRAFT, year: 2040 }));
  await expect(createWave(db, by, waveDraft.parse({ ...SOUND_DRAFT, year: 2040 }))).rejects.toMatchObject({
    code: "conflict",
  });
  await deleteDraft(db, by, id);
});

test("steps are those of a person, written down, and go back only while nobody was asked", async () => {
  const { db } = record;
  const id = await createWave(db, by, waveDraft.parse(SOUND_DRAFT));
  await editWave(db, by, id, waveDraft.parse({ ...SOUND_DRAFT, name: "年末调查" }));
  await expect(openField(db, by, id, "2025-11-05")).rejects.toMatchObject({ code: "conflict" });
  expect(await lockWave(db, by, id, "2025-11-02")).toEqual({ ok: true });
  await expect(editWave(db, by, id, waveDraft.parse(SOUND_DRAFT))).rejects.toMatchObject({
    code: "conflict",
  });
  await expect(unlockWave(db, by, id, " ")).rejects.toMatchObject({ code: "invalid" });
  expect(await unlockWave(db, by, id, "阶段界限要改")).toEqual({ ok: true });
  const left = await db
    .selectFrom("frame_member")
    .select("respondent_key")
    .where("wave_id", "=", id)
    .execute();
  expect(left).toEqual([]);
  expect(await lockWave(db, by, id, "2025-11-02")).toEqual({ ok: true });

  const early = await openField(db, by, id, "2025-11-03");
  expect(!early.ok && early.problems.map(({ code }) => code)).toEqual(["sample-missing", "opening-ahead"]);

  const member = await db
    .selectFrom("frame_member")
    .select("respondent_key")
    .where("wave_id", "=", id)
    .orderBy("respondent_key")
    .executeTakeFirstOrThrow();
  await db
    .insertInto("invitation")
    .values({
      respondent_key: member.respondent_key,
      wave_id: id,
      token_hash: Buffer.alloc(32, 1),
      channel: "sms",
    })
    .execute();
  const late = await unlockWave(db, by, id, "再想想");
  expect(!late.ok && late.problems.map(({ code }) => code)).toEqual(["owners-invited"]);

  expect((await annualWaveOf(db, 2025)).state).toBe("locked");
  expect(
    (await waveSteps(db, by, id)).map(({ from, to, by: who, reason }) => [from, to, who, reason]),
  ).toEqual([
    ["draft", "locked", `hq_analyst-${homes.group}`, null],
    ["locked", "draft", `hq_analyst-${homes.group}`, "阶段界限要改"],
    ["draft", "locked", `hq_analyst-${homes.group}`, null],
  ]);
  const logged = await db
    .selectFrom("audit_log")
    .select("detail")
    .where("subject", "=", `wave:${id}`)
    .orderBy("id")
    .execute();
  expect(logged.map(({ detail }) => (detail as { deed: string }).deed)).toEqual([
    "created",
    "edited",
    "step",
    "step",
    "step",
  ]);
});
