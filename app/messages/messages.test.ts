import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { loadMessages } from "../language/load-messages.ts";
import { SCREEN_WORDS, SHARED_WORDS } from "./registry.ts";

type Tree = { readonly [key: string]: string | Tree };

function leaves(tree: Tree, path = ""): ReadonlyMap<string, string> {
  return new Map(
    Object.entries(tree).flatMap(([key, value]) =>
      typeof value === "string" ? [[`${path}${key}`, value] as const] : [...leaves(value, `${path}${key}.`)],
    ),
  );
}

function placeholders(message: string): readonly string[] {
  return [...message.matchAll(/\{(\w+)[,}]/g)].map((match) => match[1] ?? "").toSorted();
}

function sources(folder: string): string {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => /\.tsx?$/.test(name) && !name.endsWith(".test.ts"))
    .map((name) => readFileSync(join(folder, name), "utf8"))
    .join("\n");
}

/** Chosen by a value of the data, so their names stand nowhere in the code. */
const BY_DATA =
  /^(setting(Group|Name|Note|Unit)\.|waveState\.|waves?\.(finding|step|tab|work|stage|reason|decision|line|part)_|method\.(effect|margins)_|monitor\.(pace|order|by)_|home\.standing_|passport\.(finite|process|then|now)$)/;

/** The same of the screens where questionnaires are made and asked. */
const BY_STUDIO_DATA =
  /^(studio\.(json|script|status|kind|step|tab|title|body|do|done)|settings\.form|interviews\.(outcome|short|reason))_/;

/** The same of the bench where an index is weighed, and of units compared. */
const BY_WEIGHTS_DATA = /^(weights\.(source|status|step)|compare\.group)_/;

/** The same of the field: marks of answers, and what was written to owners. */
const BY_FIELD_DATA =
  /^(qualityMark\.|qualityGrade\.|spared\.|mailingChannel\.|quality\.do_|mailings\.(state|became|format|delivery)_|sending\.format_|mailings\.(invitation|reminder)$)/;

/** The same of the screens that explain. */
const BY_ANALYSIS_DATA = /^(why\.(line|by|verdict|why|field)|operations\.(measure|hint|flag|unit|by))_/;

/** The same of owners' rights. */
const BY_RIGHTS_DATA = /^(erasures\.(channel|reason|by|kind|what)|followups\.(outcome|reason|mode))_/;

const BY_ANY_DATA = [
  BY_DATA,
  BY_STUDIO_DATA,
  BY_WEIGHTS_DATA,
  BY_FIELD_DATA,
  BY_ANALYSIS_DATA,
  BY_RIGHTS_DATA,
];

const chinese = leaves(loadMessages("zh-CN") as Tree);
const english = leaves(loadMessages("en") as Tree);

describe("the words of the interface", () => {
  it("exist in both languages", () => {
    expect([...english.keys()]).toEqual([...chinese.keys()]);
  });

  it("stand in one file each", () => {
    const names = [SHARED_WORDS, ...Object.values(SCREEN_WORDS)].flatMap((words) =>
      Object.keys(words["zh-CN"]),
    );
    expect(names.length).toBe(new Set(names).size);
    expect(readdirSync("app/messages").filter((name) => name.endsWith(".json")).length).toBe(
      2 * (1 + Object.keys(SCREEN_WORDS).length),
    );
  });

  it("take the same values in both languages", () => {
    for (const [key, message] of chinese) {
      expect(new Set(placeholders(english.get(key) ?? "")), key).toEqual(new Set(placeholders(message)));
    }
  });

  it("are never empty, and never shout", () => {
    for (const [key, message] of [...chinese, ...english]) {
      expect(message.trim(), key).not.toBe("");
      expect(message, key).not.toMatch(/[!！]/);
    }
  });

  it("are all used", () => {
    const code = sources("app");
    const unused = [...chinese.keys()].filter((key) => {
      const last = key.split(".").at(-1) ?? "";
      if (BY_ANY_DATA.some((known) => known.test(key))) return false;
      return !new RegExp(`["'\`.]${last}["'\`]`).test(code);
    });
    expect(unused).toEqual([]);
  });
});
