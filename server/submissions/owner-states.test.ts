import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { STABLE_ANSWERS } from "#tests/answer-samples.ts";
import { type TestDatabase, testDatabase } from "#tests/database.ts";
import { type FieldWaveFixture, fieldWave } from "#tests/field-wave.ts";
import { type PublicDoor, publicDoor } from "#tests/public-door.ts";

let database: TestDatabase;
let door: PublicDoor;
let wave: FieldWaveFixture;
let clock = Date.parse("2026-11-22T04:00:00Z");
let used = 0;

beforeAll(async () => {
  database = await testDatabase();
  door = await publicDoor(database.url, () => clock);
  wave = await fieldWave(door.record.db, { owners: 20, today: "2026-11-22" });
});

afterAll(async () => {
  await door.close();
  await database.drop();
});

type Headers = Readonly<Record<string, string>>;
const freshToken = () => wave.tokens[used++] ?? "";

async function open(token: string, query = "", headers: Headers = {}) {
  const reply = await fetch(`${door.url}/s/${token}${query}`, { redirect: "manual", headers });
  return { status: reply.status, text: await reply.text(), cookies: reply.headers.getSetCookie() };
}

async function press(token: string, fields: Record<string, string>, headers: Headers = {}) {
  const body = new URLSearchParams(fields);
  const reply = await fetch(`${door.url}/s/${token}`, { method: "POST", redirect: "manual", body, headers });
  return { status: reply.status, text: await reply.text(), location: reply.headers.get("location") };
}

async function send(token: string, answers: unknown, complete: boolean, headers: Headers = {}) {
  const reply = await fetch(`${door.url}/s/${token}`, {
    method: "POST",
    headers: { "Content-Type": "application/json", ...headers },
    body: JSON.stringify({ submissionId: randomUUID(), answers, complete }),
  });
  return { status: reply.status, body: (await reply.json()) as Record<string, unknown> };
}

async function ofHome(token: string, columns: string, from: string) {
  const { rows } = await door.record.pool.query(
    `select ${columns} from ${from} join invitation i using (respondent_key) where i.token_hash = sha256($1::bytea)`,
    [Buffer.from(token)],
  );
  return rows;
}

const at = (text: string) => new Date(`${text}+08:00`);

test("whoever asks to be called chooses a time within the hours, may change it, and may answer alone after all", async () => {
  const token = freshToken();
  const form = await open(token, "?at=call");
  const times = [...form.text.matchAll(/name="at" value="(20[^"]+)"/g)].map(([, time]) => time ?? "");
  expect(times[0]).toBe(at("2026-11-22T14:00:00").toISOString());
  expect(await ofHome(token, "due_at", "appointment")).toEqual([]);

  expect((await press(token, { go: "call", at: times[1] ?? "" })).location).toBe("?");
  const wish = { mode: "phone", wished_by: "owner", state: "open" };
  expect(await ofHome(token, "mode, wished_by, appointment.state, due_at", "appointment")).toEqual([
    { ...wish, due_at: at("2026-11-22T18:00:00") },
  ]);
  expect((await open(token)).text).toContain("11 月 22 日 周日 晚上 6–8 点");

  await press(token, { go: "call", at: "any" });
  expect(await ofHome(token, "mode, wished_by, appointment.state, due_at", "appointment")).toEqual([
    { ...wish, due_at: null },
  ]);
  expect((await press(token, { go: "no-call" })).location).toBe("?at=welcome");
  expect(await ofHome(token, "appointment.state", "appointment")).toEqual([{ state: "dropped" }]);
  expect((await open(token)).text).toContain("同意并开始");
});

test("whoever answers alone after all is not called any more", async () => {
  const token = freshToken();
  await press(token, { go: "call", at: "any" });
  expect((await send(token, STABLE_ANSWERS, true)).status).toBe(200);
  expect(await ofHome(token, "appointment.state", "appointment")).toEqual([{ state: "dropped" }]);
});

test("times that were never offered, have passed, or lie outside the hours are refused with a sentence", async () => {
  const token = freshToken();
  for (const time of [
    "2026-11-22T03:00:00",
    "2026-11-22T09:00:00",
    "2030-01-01T09:00:00",
    "2026-11-23T09:30:00",
  ]) {
    const refused = await press(token, { go: "call", at: at(time).toISOString() });
    expect(refused.text).toContain("请另选一个");
  }
  await press(token, { go: "call", at: "'; drop table appointment; --" });
  expect(await ofHome(token, "due_at", "appointment")).toEqual([]);
});

test("other hours are offered as soon as they are set, and a call that was agreed before stays", async () => {
  const [agreed, fresh] = [freshToken(), freshToken()];
  await press(agreed, { go: "call", at: at("2026-11-22T18:00:00").toISOString() });
  const { pool } = door.record;
  await pool.query(
    `insert into setting (key, version, value) values ('contact.hours', 1, '["10:30-11:30", "14:30-15:00"]')`,
  );
  try {
    expect((await open(fresh, "?at=call")).text).toContain("上午 10:30–11:30 点");
    expect((await press(fresh, { go: "call", at: at("2026-11-22T18:00:00").toISOString() })).text).toContain(
      "请另选一个",
    );
    await press(fresh, { go: "call", at: "any" });
    expect((await open(fresh)).text).toContain("只在上午 10:30–11:30 点、下午 2:30–3 点打");
    expect((await open(agreed)).text).toContain("11 月 22 日 周日 18:00");
  } finally {
    await pool.query("delete from setting where key = 'contact.hours'");
  }
});

test("a call is also made where the owner had declined before", async () => {
  const token = freshToken();
  await press(token, { go: "decline" });
  await press(token, { go: "call", at: "any" });
  expect(await ofHome(token, "m.disposition", "frame_member m")).toEqual([{ disposition: null }]);
});

test("an opted-out person who opens the link is told it stands, and may still answer this once", async () => {
  const token = freshToken();
  await press(token, { go: "optout" });
  const again = await open(token);
  expect(again.text).toContain("您说过，以后都不要发给您");
  expect((await open(token, "?at=welcome")).text).toContain("同意并开始");
  expect((await send(token, STABLE_ANSWERS, true)).status).toBe(200);
  expect((await open(token)).text).toContain("回执编号");
});

test("answers begun elsewhere a moment ago are said to be, and not when they were begun here or long ago", async () => {
  const token = freshToken();
  const [here, there] = [{ Cookie: "device=AAAAAAAAAAAAAAAA" }, { Cookie: "device=BBBBBBBBBBBBBBBB" }];
  // the record keeps its own time of saving
  clock = Date.now();
  await door.record.pool.query("update wave set closes_on = '2099-12-31'");
  await new Promise((done) => setTimeout(done, 1_100));
  await send(token, { Y01: 4, Y03: 5 }, false, there);
  expect((await open(token, "", here)).text).toContain("另一部手机上正在答");
  expect((await open(token, "", there)).text).toContain("接着上次的答");
  clock += 31 * 60_000;
  expect((await open(token, "", here)).text).toContain("接着上次的答");
});

test("a page left open on one device takes nothing away that was answered on another since", async () => {
  const token = freshToken();
  const [first, second] = [{ Cookie: "device=AAAAAAAAAAAAAAAA" }, { Cookie: "device=BBBBBBBBBBBBBBBB" }];
  await send(token, { Y01: 4 }, false, first);
  await send(token, { Y01: 4, Y03: 5, Y04: 9 }, false, second);
  await send(token, { Y01: 2 }, false, first);
  expect(await ofHome(token, "answers", "response_draft")).toEqual([{ answers: { Y01: 2, Y03: 5, Y04: 9 } }]);
  // on one device an answer can be taken back
  await send(token, { Y03: 5 }, false, first);
  expect(await ofHome(token, "answers", "response_draft")).toEqual([{ answers: { Y03: 5 } }]);
});

test("size and language are remembered for the link, and met again on another device", async () => {
  const [token, other] = [freshToken(), freshToken()];
  const chosen = await open(token, "?size=l&lang=zh-TW");
  expect(chosen.text).toContain('<html lang="zh-TW" class="l">');
  for (const cookie of chosen.cookies.filter((each) => !each.startsWith("device=")))
    expect(cookie).toContain(`Path=/s/${token};`);
  await send(token, { Y01: 4 }, false, { Cookie: "size=l; lang=zh-TW" });
  expect((await open(token)).text).toContain('<html lang="zh-TW" class="l">');
  expect((await open(token, "", { Cookie: "size=m" })).text).toContain('<html lang="zh-TW">');
  expect((await open(other)).text).toContain('<html lang="zh-CN">');
});

test("readers of Taiwan and Hong Kong are spoken to in their characters, names excepted", async () => {
  const token = freshToken();
  const page = await open(token, "", { "Accept-Language": "zh-HK,zh;q=0.8" });
  expect(page.text).toContain("云溪里的業主");
  expect(page.text).toContain("交屋以來");
  expect(page.text).toContain("您願意讓客服看到這份回答並聯繫您嗎");
  const words = page.text.replaceAll("云溪里", "").replaceAll("开发商", "").replaceAll("简体", "");
  // signs that only the mainland writes
  expect(words).not.toMatch(/[们这说请样简单电业满维报质检无过话应]/);
  const refused = await send(token, { Y04: 12 }, true, { Cookie: "lang=zh-TW" });
  expect(refused.status).toBe(422);
  expect(refused.body.problems).toMatchObject([{ text: "“推薦意願”的回答不在 0–10 之內" }]);
});
