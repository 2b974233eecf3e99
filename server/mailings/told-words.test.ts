import { afterAll, beforeAll, expect, test } from "vitest";
import { type TestDatabase, testDatabase } from "#tests/database.ts";
import { fieldWave } from "#tests/field-wave.ts";
import { type PublicDoor, publicDoor } from "#tests/public-door.ts";
import { printedPage } from "./letters.ts";
import type { MadeLink } from "./link-file.ts";
import { composeMail, type MailFacts } from "./mail-text.ts";
import { MAILING_LANGUAGES } from "./mailing-language.ts";
import { textMessage } from "./text-message.ts";
import { toldMinutes } from "./told-minutes.ts";

let database: TestDatabase;
let door: PublicDoor;

beforeAll(async () => {
  database = await testDatabase();
  door = await publicDoor(database.url, () => Date.parse("2026-11-22T04:00:00Z"));
});
afterAll(async () => {
  await door.close();
  await database.drop();
});

const LIVING = /住得怎么样|过去一年|住得怎麼樣|過去一年|居住|living here|at home/i;

async function wordsOf(phase: string, minutes: number): Promise<readonly string[]> {
  const facts = {
    group: "栖禾集团",
    project: "云溪里",
    lastDay: "2026-12-15",
    link: "https://survey.example.test/s/x",
  };
  const link: MadeLink = { ...facts, code: "OAK-1", phase };
  const texts: string[] = [];
  for (const language of MAILING_LANGUAGES)
    for (const kind of ["invitation", "reminder"] as const) {
      const mail: MailFacts = {
        ...facts,
        kind,
        language,
        minutes,
        waiting: phase === "P",
        privacy: "https://x.test",
      };
      const { subject, text } = composeMail(mail, "a@example.test");
      texts.push(`${subject}\n${text}`, textMessage(mail));
      async function* links() {
        yield link;
      }
      let page = "";
      const letter = { ...facts, kind, language, minutesOf: () => minutes };
      for await (const part of printedPage(links(), 1, "letters", letter, "n")) page += part;
      texts.push(page.slice(page.indexOf("<article")));
    }
  return texts;
}

test("nobody is asked how they live in a home they have not been given yet", async () => {
  for (const text of await wordsOf("P", 3)) expect(text).not.toMatch(LIVING);
  expect((await wordsOf("S", 5)).filter((text) => LIVING.test(text)).length).toBeGreaterThanOrEqual(6);
});

test("owners written to in traditional characters get no other, and names stay as they are registered", async () => {
  const all = await wordsOf("S", 5);
  const taiwan = all.slice(all.length / 3, (2 * all.length) / 3);
  expect(taiwan.length).toBe(6);
  for (const text of taiwan) {
    expect(text).toContain("栖禾集团");
    expect(text).toContain("云溪里");
    const words = text.replaceAll("栖禾集团", "").replaceAll("云溪里", "");
    expect(words).not.toMatch(/[业们过样这开链请问]/);
    expect(words).toMatch(/業主/);
  }
});

test("an invitation tells as many minutes as the page it leads to, by phase and form", async () => {
  const { db } = door.record;
  const waves = [
    { phase: "P", minutes: 3 },
    { phase: "R", minutes: 5 },
  ] as const;
  for (const [index, { phase, minutes }] of waves.entries()) {
    const { waveId, tokens } = await fieldWave(db, {
      owners: 1,
      phase,
      today: "2026-11-22",
      year: 2026 + index,
    });
    expect(await (await fetch(`${door.url}/s/${tokens[0]}`)).text()).toContain(`约 ${minutes} 分钟`);
    expect((await toldMinutes(db, waveId))(phase)).toBe(minutes);
    for (const text of await wordsOf(phase, minutes))
      if (/分钟|minutes/.test(text)) expect(text).toMatch(new RegExp(`${minutes} (分钟|minutes)`));
  }
});
