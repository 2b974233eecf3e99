import { afterAll, beforeAll, expect, test } from "vitest";
import { type OpenRecord, openRecord } from "#server/database/connection.ts";
import type { Scope } from "#server/scope/scope.ts";
import { testDatabase } from "#tests/database.ts";
import { type OwnedHomes, ownedHomes, SOUND_DRAFT, scopeOf } from "#tests/owned-homes.ts";
import { createWave, waveDraft } from "../draft-wave.ts";
import { lockWave } from "../lock-wave.ts";
import { commandLineManager, type WaveManager, waveManager } from "../wave-manager.ts";
import { askExclusion, decideExclusion, listExclusions } from "./exclusions.ts";
import { framePage } from "./frame-page.ts";

const database = await testDatabase();
let record: OpenRecord;
let homes: OwnedHomes;
let lead: Scope;
let analyst: Scope;
let head: WaveManager;
let by: WaveManager;
let waveId: number;

beforeAll(async () => {
  record = openRecord(database.url);
  homes = await ownedHomes(record.db, 4);
  lead = await scopeOf(record.db, "project_lead", homes.projects.oak);
  analyst = await scopeOf(record.db, "hq_analyst", homes.group);
  head = waveManager(await scopeOf(record.db, "hq_head", homes.group));
  by = waveManager(analyst);
  waveId = await createWave(record.db, by, waveDraft.parse(SOUND_DRAFT));
  await lockWave(record.db, by, waveId, "2025-11-02");
});
afterAll(async () => {
  await record.close();
  await database.drop();
});

const wish = (homeCode: string) => ({ waveId, homeCode, reason: "litigation", note: "" }) as const;

test("a project may ask for its own homes and learns nothing about others", async () => {
  const { db } = record;
  await askExclusion(db, lead, wish("OAK-000001"));
  await expect(askExclusion(db, lead, wish("OAK-000001"))).rejects.toMatchObject({ code: "conflict" });
  const foreign = await askExclusion(db, lead, wish("ASH-000001")).catch((failure: unknown) => failure);
  const unknown = await askExclusion(db, lead, wish("ASH-999999")).catch((failure: unknown) => failure);
  expect(foreign).toMatchObject({ code: "not_found" });
  expect(unknown).toEqual(foreign);
  await expect(askExclusion(db, lead, { ...wish("OAK-000002"), reason: "other" })).rejects.toMatchObject({
    code: "invalid",
  });
});

test("two people leave a home out, and it stays among the owners with reason and approver", async () => {
  const { db } = record;
  const own = await askExclusion(db, analyst, wish("ELM-000001"));
  await expect(decideExclusion(db, by, own, true)).rejects.toMatchObject({ code: "forbidden" });
  await expect(decideExclusion(db, commandLineManager(), own, true)).rejects.toMatchObject({
    code: "forbidden",
  });
  await decideExclusion(db, head, own, true);
  await expect(decideExclusion(db, head, own, false)).rejects.toMatchObject({ code: "conflict" });
  const page = await framePage(db, by, waveId);
  expect(page.owners).toBe(12);
  expect(page.excluded).toEqual({ litigation: 1 });
  const left = await db
    .selectFrom("frame_member")
    .select(["exclusion", "exclusion_by"])
    .where("exclusion", "is not", null)
    .execute();
  expect(left).toEqual([{ exclusion: "litigation", exclusion_by: head.userId }]);
});

test("whoever has answered is not left out afterwards", async () => {
  const { db } = record;
  const [open] = (await listExclusions(db, by, waveId)).filter(({ decision }) => decision === null);
  expect(open).toMatchObject({ homeCode: "OAK-000001", askedBy: lead.userId, decidedBy: null });
  await db
    .updateTable("frame_member")
    .set({ disposition: "I" })
    .where("project_id", "=", homes.projects.oak)
    .execute();
  await expect(decideExclusion(db, head, open?.id ?? 0, true)).rejects.toMatchObject({ code: "conflict" });
  await decideExclusion(db, head, open?.id ?? 0, false);
  expect((await listExclusions(db, by, waveId)).map(({ decision }) => decision).toSorted()).toEqual([
    "approved",
    "refused",
  ]);
});
