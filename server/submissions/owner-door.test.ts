import { randomBytes, randomUUID } from "node:crypto";
import { connect } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { STABLE_ANSWERS } from "#tests/answer-samples.ts";
import { type TestDatabase, testDatabase } from "#tests/database.ts";
import { type FieldWaveFixture, fieldWave } from "#tests/field-wave.ts";
import { type PublicDoor, publicDoor } from "#tests/public-door.ts";
import { ownMint, tokenMint } from "../invitations/token.ts";

let database: TestDatabase;
let door: PublicDoor;
let wave: FieldWaveFixture;
let clock = Date.parse("2026-11-22T04:00:00Z");
let used = 0;

beforeAll(async () => {
  database = await testDatabase();
  door = await publicDoor(database.url, () => clock);
  wave = await fieldWave(door.record.db, { owners: 60, today: "2026-11-22" });
});

afterAll(async () => {
  await door.close();
  await database.drop();
});

function freshToken(): string {
  return wave.tokens[used++] ?? "";
}

function send(token: string, body: unknown, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(`${door.url}/s/${token}`, {
    method: "POST",
    headers: { "Content-Type": "application/json", ...headers },
    body: typeof body === "string" ? body : JSON.stringify(body),
  });
}

const page = (token: string) => fetch(`${door.url}/s/${token}`);

function submission(answers: unknown = STABLE_ANSWERS, submissionId: string = randomUUID()) {
  return { submissionId, answers, complete: true };
}

test("unknown, altered, malformed and revoked tokens get one and the same answer", async () => {
  const [real, revoked] = [freshToken(), freshToken()];
  await door.record.pool.query(
    "update invitation set state = 'revoked' where token_hash = sha256($1::bytea)",
    [Buffer.from(revoked)],
  );
  const tokens = [
    randomBytes(18).toString("base64url"),
    ...[ownMint(), tokenMint(randomBytes(32))].flatMap((mint) => mint.newTokens(2).map(({ token }) => token)),
    real.slice(0, 16),
    `${real.slice(0, -1)}${real.endsWith("A") ? "B" : "A"}`,
    real.toUpperCase() === real ? real.toLowerCase() : real.toUpperCase(),
    `${real}/`,
    `${real}%00`,
    "",
    "x",
    "x".repeat(4_000),
    "..%2F..%2Fetc%2Fpasswd",
    "'%20or%201=1--",
    revoked,
  ];
  const said = async (reply: Response) =>
    `${reply.status} ${await reply.text()} ${[...reply.headers.keys()].toSorted().join()}`;
  for (const ask of [(token: string) => send(token, submission()), page]) {
    const seen = new Set<string>();
    for (const token of tokens) seen.add(await said(await ask(token)));
    expect(seen.size).toBe(1);
    expect([...seen][0]).toMatch(/^404 /);
  }
});

test("a flood of links we never signed asks nothing of the record, and holds up nobody", async () => {
  const [real] = wave.tokens.slice(-1);
  const theirs = tokenMint(randomBytes(32)).newTokens(1_500);
  const lock = await door.record.pool.connect();
  try {
    await lock.query("begin; lock table invitation in access exclusive mode");
    let opened = false;
    const genuine = page(real ?? "").then((reply) => {
      opened = true;
      return reply;
    });
    // a look-up waits for the table, as the genuine link's does; these do not
    const statuses = new Set<number>();
    for (let at = 0; at < theirs.length; at += 100)
      for (const reply of await Promise.all(theirs.slice(at, at + 100).map(({ token }) => page(token))))
        statuses.add(reply.status);
    expect([...statuses]).toEqual([404]);
    expect(opened).toBe(false);
    await lock.query("commit");
    expect((await genuine).status).toBe(200);
  } finally {
    lock.release();
  }
});

test("a closed wave answers 410 within a second of its closing, and still confirms an answer that was in time", async () => {
  const late = await fieldWave(door.record.db, { owners: 2, today: "2026-11-22", year: 2031 });
  const [answered = "", silent = ""] = late.tokens;
  const body = submission();
  expect((await send(answered, body)).status).toBe(200);
  await door.record.pool.query("update wave set state = 'closed' where id = $1", [late.waveId]);
  clock += 1_100;
  expect((await send(silent, submission())).status).toBe(410);
  expect((await send(answered, body)).status).toBe(202);
  const { rows } = await door.record.pool.query(
    "select l.mode, r.id from late_answer l left join response r using (respondent_key) where l.wave_id = $1",
    [late.waveId],
  );
  expect(rows).toEqual([{ mode: "web", id: null }]);
});

test("a wave whose last day is over is closed, and one that has not begun says when it does", async () => {
  const past = await fieldWave(door.record.db, { owners: 1, today: "2026-10-01", year: 2032 });
  const future = await fieldWave(door.record.db, { owners: 1, today: "2027-02-01", year: 2033 });
  clock += 1_100;
  expect((await send(past.tokens[0] ?? "", submission())).status).toBe(410);
  const early = await send(future.tokens[0] ?? "", submission());
  expect(early.status).toBe(403);
  expect(await early.text()).toContain("2027-01-12");
});

test("a body that is too large is refused before it is read", async () => {
  const reply = await send(freshToken(), submission({ Y45: "长".repeat(200_000) }));
  expect(reply.status).toBe(413);
});

test("a body that never ends is cut off, and others are served meanwhile", async () => {
  const token = freshToken();
  const socket = connect(Number(new URL(door.url).port), "127.0.0.1");
  socket.write(
    `POST /s/${token} HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 5000\r\n\r\n{`,
  );
  const answer = new Promise<string>((done) => {
    let text = "";
    socket.on("data", (chunk) => {
      text += chunk;
    });
    socket.on("close", () => done(text));
  });
  expect((await send(token, submission())).status).toBe(200);
  expect(await answer).toMatch(/^HTTP\/1\.1 400 /);
});

test("hostile words are kept as words", async () => {
  const token = freshToken();
  const payload = `<script>alert(1)</script>"'\`\${7*7}{{Y01}}'; drop table response; --\u0000\u202e`;
  expect((await send(token, submission({ ...STABLE_ANSWERS, Y45: payload }))).status).toBe(200);
  const { rows } = await door.record.pool.query("select raw from open_answer where raw like '%alert(1)%'");
  expect(rows[0].raw).toContain("<script>alert(1)</script>");
});

test("the log names neither tokens nor answers nor addresses", async () => {
  const token = freshToken();
  await send(token, submission({ ...STABLE_ANSWERS, Y45: "电话 12000010356" }));
  const text = door.logged();
  expect(text).toContain("/s/:token");
  for (const secret of [...wave.tokens, "12000010356", "127.0.0.1", "希望车库"])
    expect(text).not.toContain(secret);
});
