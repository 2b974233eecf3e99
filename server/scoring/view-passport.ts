import { z } from "zod";

/** An answer of a screen as it was shown, with the question it was given to. */
export const viewPassport = z.object({
  passport: z.literal("ov-view/1"),
  shown: z.looseObject({
    passport: z.looseObject({
      definition: z.object({ id: z.string(), version: z.int(), hash: z.string() }),
      data: z.object({ version: z.string(), asOf: z.string() }),
      asked: z.strictObject({
        view: z.string(),
        query: z.record(z.string(), z.unknown()),
        reader: z.string(),
        at: z.iso.datetime(),
      }),
    }),
  }),
});
export type ViewPassport = z.infer<typeof viewPassport>;

/** Figures that stand together in an answer, under the path that leads to them. */
export type ViewNumber = {
  readonly group: Readonly<Record<string, string>>;
  /** E.g. `rows/3/cells/0`. */
  readonly node: string;
  readonly figures: Readonly<Record<string, number | string | boolean | null>>;
};

/** Names and dates of what was asked about, which may be reworded; and whence and when, which is compared by itself. */
const WORDED = new Set(["wave", "previousWave", "waves", "title", "path", "method", "data", "asked"]);

/** Words that are part of what is claimed. */
const STATED = new Set([
  ...["code", "id", "state", "verdict", "kind", "broken", "phase", "direction"],
  "digest",
]);

/** Everything an answer states, in the order in which it is shown. */
export function statedIn(shown: unknown, ofTheDay: readonly string[] = []): readonly ViewNumber[] {
  const found: ViewNumber[] = [];
  const walk = (value: object, path: readonly string[]): void => {
    const figures: Record<string, number | string | boolean | null> = {};
    const below: (readonly [string, object])[] = [];
    for (const [key, own] of Object.entries(value)) {
      if (WORDED.has(key) || (path.length === 0 && ofTheDay.includes(key))) continue;
      if (own !== null && typeof own === "object") below.push([key, own]);
      else if (typeof own !== "string" || STATED.has(key)) figures[key] = own;
    }
    if (Object.keys(figures).length > 0) found.push({ group: {}, node: path.join("/"), figures });
    for (const [key, own] of below) walk(own, [...path, key]);
  };
  if (shown !== null && typeof shown === "object") walk(shown, []);
  return found;
}
