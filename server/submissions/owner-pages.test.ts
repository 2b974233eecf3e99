import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, expect, test } from "vitest";
import { STABLE_ANSWERS } from "#tests/answer-samples.ts";
import { type TestDatabase, testDatabase } from "#tests/database.ts";
import { type FieldWaveFixture, fieldWave } from "#tests/field-wave.ts";
import { type PublicDoor, publicDoor } from "#tests/public-door.ts";

const PAYLOAD = `"><script>alert(1)</script><img src=x onerror=alert(2)>'`;

let database: TestDatabase;
let door: PublicDoor;
let wave: FieldWaveFixture;
let used = 0;

beforeAll(async () => {
  database = await testDatabase();
  door = await publicDoor(database.url, () => Date.parse("2026-11-22T04:00:00Z"));
  await door.record.pool.query("insert into org_unit (code, kind, name) values ('G', 'group', '栖禾集团')");
  const project = { name: `云溪里${PAYLOAD}`, nameEn: "Yunxili" };
  wave = await fieldWave(door.record.db, { owners: 40, today: "2026-11-22", project });
});

afterAll(async () => {
  await door.close();
  await database.drop();
});

function freshToken(): string {
  return wave.tokens[used++] ?? "";
}

type Page = {
  readonly status: number;
  readonly text: string;
  readonly location: string | null;
  readonly headers: Headers;
};

async function open(path: string, headers: Record<string, string> = {}): Promise<Page> {
  const reply = await fetch(`${door.url}${path}`, { redirect: "manual", headers });
  return {
    status: reply.status,
    text: await reply.text(),
    location: reply.headers.get("location"),
    headers: reply.headers,
  };
}

async function press(path: string, fields: Record<string, string | readonly string[]>): Promise<Page> {
  const body = new URLSearchParams();
  for (const [name, value] of Object.entries(fields))
    for (const each of [value].flat()) body.append(name, each);
  const reply = await fetch(`${door.url}${path}`, { method: "POST", redirect: "manual", body });
  return {
    status: reply.status,
    text: await reply.text(),
    location: reply.headers.get("location"),
    headers: reply.headers,
  };
}

/** What a browser would send from a section's form with these answers. */
function filled(page: Page): Record<string, string | readonly string[]> {
  const names = new Set(
    [...page.text.matchAll(/ name="([A-Z]\d+(?:_why|_other)?)"/g)].map((match) => match[1] ?? ""),
  );
  const given = [...names].flatMap((name) => {
    const value = STABLE_ANSWERS[name];
    return value === undefined ? [] : [[name, typeof value === "object" ? value : String(value)] as const];
  });
  return { at: /name="at" value="([^"]+)"/.exec(page.text)?.[1] ?? "", ...Object.fromEntries(given) };
}

async function drafts(token: string) {
  const { rows } = await door.record.pool.query(
    "select d.answers from response_draft d join invitation i using (respondent_key) where i.token_hash = sha256($1::bytea)",
    [Buffer.from(token)],
  );
  return rows.map(({ answers }) => answers);
}

test("the survey can be answered without script, section by section, to a receipt", async () => {
  const path = `/s/${freshToken()}`;
  let target = (await press(path, { go: "start" })).location;
  const sections: string[] = [];
  for (let step = 0; step < 20 && target?.startsWith("?at="); step++) {
    const page = await open(`${path}${target}`);
    expect(page.status).toBe(200);
    expect(page.text).not.toContain("<script>");
    const isLast = page.text.includes(">提交</button>");
    sections.push(target.slice(4));
    target = (await press(path, { ...filled(page), go: isLast ? "submit" : "next" })).location;
  }
  expect(sections).toEqual(["overall", "quality", "design", "repair", "complaint", "property", "next"]);
  expect(target).toBe("?");
  const thanks = await open(path);
  expect(thanks.text).toMatch(/回执编号 <b>[0-9A-Z]{5}-[0-9A-Z]{5}<\/b>/);
  const { rows } = await door.record.pool.query(
    "select complete, choices, (select count(*)::int from open_answer o where o.response_id = r.id) as words from response r",
  );
  expect(rows).toEqual([
    {
      complete: true,
      choices: { Y05: ["P2", "M1"], Y21: ["leak", "door_window"], Y44: ["D4", "P3"] },
      words: 2,
    },
  ]);
});

test("pressing submit twice shows the same receipt and stores one answer", async () => {
  const token = freshToken();
  const path = `/s/${token}`;
  await press(path, { go: "start" });
  for (const at of ["overall", "quality", "design", "repair", "complaint", "property"]) {
    await press(path, { ...filled(await open(`${path}?at=${at}`)), go: "next" });
  }
  const last = { ...filled(await open(`${path}?at=next`)), go: "submit" };
  const pressed = await Promise.all([press(path, last), press(path, last)]);
  expect(pressed.map(({ status, location }) => [status, location])).toEqual([
    [303, "?"],
    [303, "?"],
  ]);
  const { rows } = await door.record.pool.query(
    "select quality from response r join invitation i using (respondent_key) where i.token_hash = sha256($1::bytea)",
    [Buffer.from(token)],
  );
  expect(rows).toEqual([{ quality: "ok" }]);
});

test("back keeps what was chosen, and another device goes on where the first stopped", async () => {
  const token = freshToken();
  const path = `/s/${token}`;
  await press(path, { go: "start" });
  await press(path, { at: "overall", Y01: "4", Y03: "5", go: "next" });
  const back = await press(path, { at: "quality", Y18: "1", Y18_why: "窗边渗水", go: "back" });
  expect(back.location).toBe("?at=overall");
  expect(await drafts(token)).toEqual([{ Y01: 4, Y03: 5, Y18: 1, Y18_why: "窗边渗水" }]);
  const again = await open(`${path}?at=overall`);
  expect(again.text).toContain('name="Y01" value="4" checked');
  const welcome = await open(path);
  expect(welcome.text).toContain("您已经答了 3 题");
  expect(welcome.text).toContain('name="Y18" value="1" class="low" checked');
  expect((await press(path, { go: "start" })).location).toBe("?at=design");
});

test("what cannot be kept is named beside its field, and nothing that was typed is lost", async () => {
  const token = freshToken();
  const path = `/s/${token}`;
  await press(path, { go: "start" });
  const refused = await press(path, {
    at: "overall",
    Y01: "4",
    Y05: ["P2", "M1", "D4", "D5"],
    Y05_other: "别的",
    go: "next",
  });
  expect(refused.status).toBe(422);
  expect(refused.text).toContain('<p class="err" id="Y05-e">“打分原因”最多选 3 项</p>');
  expect(refused.text).toContain('aria-describedby="Y05-e"');
  expect(refused.text).toContain('name="Y01" value="4" checked');
  for (const value of ["P2", "M1", "D4", "D5"]) expect(refused.text).toContain(`value="${value}" checked`);
  expect(await drafts(token)).toEqual([{}]);
});

test("a repair opens its questions in the same section; answering no drops what was said before", async () => {
  const token = freshToken();
  const path = `/s/${token}`;
  await press(path, { go: "start" });
  const page = await open(`${path}?at=repair`);
  expect(page.text).toMatch(/id="Y28".*class="on".*<div class="then">.*id="Y29".*id="Y30"/s);
  await press(path, { at: "repair", Y28: "yes", Y29: "2", go: "next" });
  expect(await drafts(token)).toEqual([{ Y28: "yes", Y29: 2 }]);
  await press(path, { at: "repair", Y28: "no", Y29: "2", go: "next" });
  expect(await drafts(token)).toEqual([{ Y28: "no" }]);
});

test("names, words and parameters with markup in them stay text", async () => {
  const path = `/s/${freshToken()}`;
  await press(path, { go: "start" });
  await press(path, { at: "next", Y45: `</textarea>${PAYLOAD}`, go: "next" });
  const pages = [
    await open(path),
    await open(`${path}?at=next`),
    await open(
      `${path}?at=${encodeURIComponent(PAYLOAD)}&lang=${encodeURIComponent(PAYLOAD)}&size=${encodeURIComponent(PAYLOAD)}`,
    ),
    await press(path, { at: PAYLOAD, go: PAYLOAD }),
  ];
  for (const { text } of pages) {
    expect(text).not.toContain("<script>alert");
    expect(text).not.toContain("<img");
    expect(text).not.toContain("</textarea>&quot;><");
  }
  expect(pages[1]?.text).toContain("&lt;/textarea&gt;&quot;&gt;&lt;script&gt;");
});

test("all of the first page, with questions, style and script, weighs at most 25 KB, its script 12 KB", async () => {
  const [br, gzip] = await Promise.all(
    ["br", "gzip"].map((encoding) => open(`/s/${freshToken()}`, { "Accept-Encoding": encoding })),
  );
  for (const page of [br, gzip]) {
    expect(Number(page?.headers.get("content-length"))).toBeLessThan(25 * 1024);
    expect(page?.text).not.toMatch(/ src="|https?:\/\//);
  }
  const script = /<script>(.*)<\/script>/s.exec(br?.text ?? "")?.[1] ?? "";
  expect(script.length).toBeGreaterThan(1_000);
  expect(gzipSync(script).length).toBeLessThan(12 * 1024);
});

test("pages run only our own script, and nobody frames, indexes or keeps them", async () => {
  const { headers } = await open(`/s/${freshToken()}`);
  const policy = headers.get("content-security-policy") ?? "";
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("frame-ancestors 'none'");
  expect(policy).not.toContain("unsafe");
  expect(headers.get("cache-control")).toContain("no-store");
  expect(headers.get("x-robots-tag")).toContain("noindex");
  expect(headers.get("referrer-policy")).toBe("no-referrer");
});

test("opening a link, also by a preview, changes nothing", async () => {
  const token = freshToken();
  for (let visit = 0; visit < 3; visit++) {
    await open(`/s/${token}`);
    await fetch(`${door.url}/s/${token}`, { method: "HEAD" });
  }
  expect(await drafts(token)).toEqual([]);
  const { rows } = await door.record.pool.query(
    "select i.state, m.disposition from invitation i join frame_member m using (respondent_key) where i.token_hash = sha256($1::bytea)",
    [Buffer.from(token)],
  );
  expect(rows).toEqual([{ state: "created", disposition: null }]);
});

test("letter size and language are remembered and English is spoken where it is wanted", async () => {
  const path = `/s/${freshToken()}`;
  const large = await open(`${path}?size=l`);
  expect(large.text).toContain('class="l"');
  expect(large.headers.get("set-cookie")).toContain("size=l");
  expect((await open(path, { Cookie: "size=l" })).text).toContain('class="l"');
  expect((await open(path, { "Accept-Language": "en-GB,en;q=0.9" })).text).toContain('<html lang="en">');
  expect((await open(path, { "Accept-Language": "en;q=0.5, zh-CN" })).text).toContain('<html lang="zh-CN">');
  expect((await open(path, { "Accept-Language": "fr", Cookie: "lang=en" })).text).toContain(
    "Owners of Yunxili",
  );
  expect((await press(path, { at: "overall", Y01: "5", go: "size" })).location).toBe("?at=overall");
});

test("the choice about being contacted can be changed after sending", async () => {
  const token = freshToken();
  const path = `/s/${token}`;
  await press(path, { go: "start" });
  const all = { ...STABLE_ANSWERS, Y46: "no" };
  await fetch(`${door.url}${path}`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ submissionId: crypto.randomUUID(), answers: all, complete: true }),
  });
  expect((await open(path)).text).toContain("不需要客服联系我");
  await press(path, { go: "contact" });
  expect((await open(path)).text).toContain("可以让客服联系我");
  await press(path, { go: "no-contact" });
  expect((await open(path)).text).toContain("不需要客服联系我");
});

test("unknown links show one page, and the privacy notice is open to everybody", async () => {
  const pages = await Promise.all(["/s/x", `/s/${"A".repeat(24)}`, "/s/"].map((path) => open(path)));
  expect(new Set(pages.map(({ status, text }) => `${status}${text}`)).size).toBe(1);
  expect(pages[0]?.status).toBe(404);
  const privacy = await open("/privacy");
  expect(privacy.text).toContain("栖禾集团客户关系中心");
});

test("what the wave tells its owners stands on their first page, in their letters, and as words only", async () => {
  const notice = { zh: `集团请您评价。\n结果三月公布${PAYLOAD}`, en: "The group asks." };
  await door.record.pool.query("update wave set notice = $1", [JSON.stringify(notice)]);
  const later = await publicDoor(database.url, () => Date.parse("2026-11-22T05:00:00Z"));
  const path = `${later.url}/s/${freshToken()}`;
  const told = async (language: string) => {
    const text = await (await fetch(`${path}?lang=${language}`)).text();
    return /<p class="wn">([^<]*)<\/p>/.exec(text)?.[1];
  };
  expect(await told("zh-CN")).toMatch(/^集团请您评价。\n结果三月公布&quot;&gt;&lt;script/);
  expect(await told("zh-TW")).toMatch(/^集團請您評價。\n結果三月公佈/);
  expect(await told("en")).toBe("The group asks.");
  await later.record.pool.query("update wave set notice = '{}'");
  await later.close();
});
