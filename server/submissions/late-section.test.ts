import { afterAll, beforeAll, expect, test } from "vitest";
import { STABLE_ANSWERS } from "#tests/answer-samples.ts";
import { type TestDatabase, testDatabase } from "#tests/database.ts";
import { fieldWave } from "#tests/field-wave.ts";
import { type PublicDoor, publicDoor } from "#tests/public-door.ts";

let database: TestDatabase;
let door: PublicDoor;
let clock = Date.parse("2026-11-22T04:00:00Z");

beforeAll(async () => {
  database = await testDatabase();
  door = await publicDoor(database.url, () => clock);
});
afterAll(async () => {
  await door.close();
  await database.drop();
});

/** What a browser would send from a section's form with these answers. */
function filled(text: string, go: "next" | "submit"): URLSearchParams {
  const form = new URLSearchParams({ at: /name="at" value="([^"]+)"/.exec(text)?.[1] ?? "", go });
  for (const name of new Set(
    [...text.matchAll(/ name="([A-Z]\d+(?:_why|_other)?)"/g)].map(([, code]) => code),
  ))
    for (const value of [STABLE_ANSWERS[name ?? ""] ?? []].flat()) form.append(name ?? "", String(value));
  return form;
}

test("a last section sent without script after the close is kept apart, once, and the page says it is closed", async () => {
  const { waveId, tokens } = await fieldWave(door.record.db, { owners: 1, today: "2026-11-22" });
  const url = `${door.url}/s/${tokens[0]}`;
  const press = (body: URLSearchParams) => fetch(url, { method: "POST", redirect: "manual", body });
  const pageAfter = async (reply: Response) => (await fetch(`${url}${reply.headers.get("location")}`)).text();
  let page = await pageAfter(await press(new URLSearchParams({ go: "start" })));
  while (!page.includes(">提交</button>")) page = await pageAfter(await press(filled(page, "next")));

  await door.record.pool.query("update wave set state = 'closed' where id = $1", [waveId]);
  clock += 1_100;
  const replies = [await press(filled(page, "submit")), await press(filled(page, "submit"))];
  expect(replies.map(({ status }) => status)).toEqual([410, 410]);
  const { rows } = await door.record.pool.query(
    "select l.mode, l.answers ->> 'Y01' as first, r.id from late_answer l left join response r using (respondent_key) where l.wave_id = $1",
    [waveId],
  );
  expect(rows).toEqual([{ mode: "web", first: "4", id: null }]);
});
