import formatCompiled from "icu-minify/format";
import { IntlMessageFormat } from "intl-messageformat";
import { describe, expect, test } from "vitest";
import { loadMessages } from "./load-messages.ts";
import { allMessages } from "./ready-messages.ts";

type Leaf = readonly [path: string, words: unknown];

function leaves(tree: object, above = ""): readonly Leaf[] {
  return Object.entries(tree).flatMap(([key, value]) => {
    const path = above === "" ? key : `${above}.${key}`;
    return typeof value === "object" && !Array.isArray(value)
      ? leaves(value as object, path)
      : [[path, value]];
  });
}

/** Every object within a value, itself included. */
function objectsIn(value: unknown): readonly object[] {
  if (typeof value !== "object" || value === null) return [];
  return [value, ...Object.values(value).flatMap(objectsIn)];
}

test("compiled messages are plain, as what goes from the server to the browser must be", () => {
  const strange = objectsIn(allMessages("zh-CN")).filter(
    (each) => ![Object.prototype, Array.prototype].includes(Object.getPrototypeOf(each)),
  );
  expect(strange).toEqual([]);
});

const formatters = {
  getNumberFormat: (...asked: ConstructorParameters<typeof Intl.NumberFormat>) =>
    new Intl.NumberFormat(...asked),
  getDateTimeFormat: (...asked: ConstructorParameters<typeof Intl.DateTimeFormat>) =>
    new Intl.DateTimeFormat(...asked),
  getPluralRules: (...asked: ConstructorParameters<typeof Intl.PluralRules>) =>
    new Intl.PluralRules(...asked),
};

/** Every name a message may ask for, each with its own value; numbers where they are counted. */
function valuesOf(words: string, count: number): Record<string, string | number> {
  return Object.fromEntries(
    [...words.matchAll(/\{(\w+)(,)?/g)].map(([, name = "", counted]) => [
      name,
      counted ? count : `‹${name}›`,
    ]),
  );
}

describe.each(["zh-CN", "en"] as const)("messages in %s", (language) => {
  test.each([0, 1, 2, 1234])("say the same compiled as they are written, of %i", (count) => {
    const compiled = new Map(leaves(allMessages(language)));
    const written = leaves(loadMessages(language));
    expect(compiled.size).toBe(written.length);
    for (const [path, words] of written) {
      const values = valuesOf(String(words), count);
      const shown = formatCompiled(compiled.get(path) as never, language, values, { formatters });
      expect(shown, path).toBe(new IntlMessageFormat(String(words), language).format(values));
    }
  });
});
