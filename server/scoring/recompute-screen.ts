import { definitionHash } from "#analytics/definition-hash.ts";
import { AppError } from "../app-error.ts";
import type { Database } from "../database/connection.ts";
import { topTwoRule } from "../indicators/measure-table.ts";
import { NPS, npsDefinition } from "../indicators/nodes.ts";
import { definitionOfDatabase } from "./definition-of-database.ts";
import type { PassportNumber } from "./passport.ts";
import { databaseWave, type Sources, sampleOfDatabase } from "./sample-of-database.ts";
import { score } from "./score.ts";
import { readingResults } from "./score-result.ts";
import type { ScreenNumber } from "./screen-number.ts";
import { unitTitles } from "./unit-titles.ts";
import { type Claim, differencesOf, type Recomputed } from "./verify-passport.ts";

/** The group a screen shows, under names. */
async function groupOf(
  db: Database,
  { unit, phase, passport }: ScreenNumber,
): Promise<Record<string, string>> {
  const column = unit.kind === "region" && passport.organisation === "now" ? "region_current" : unit.kind;
  const found = await db.selectFrom("org_unit").select("id").where("code", "=", unit.code).executeTakeFirst();
  if (!found)
    throw new AppError(
      "not_found",
      `There is no unit ${unit.code} any more: the number cannot be computed again.`,
    );
  const title = (await unitTitles(db)).get(String(found.id)) ?? "";
  const { mode } = passport.filters;
  return {
    ...(unit.kind === "group" ? {} : { [column]: title }),
    ...(phase === null ? {} : { phase }),
    ...(mode === undefined ? {} : { mode }),
  };
}

/**
 * Computes a number of a screen again, on the way of `ov score` and not of the screens.
 * The data of a screen are those of the whole analysis; where they changed and the number did not, it still holds.
 * @throws AppError when the number was not shown, or its source is gone
 */
export async function recomputeScreen(
  sources: Sources,
  screen: ScreenNumber,
): Promise<{ readonly claim: Claim; readonly now: Recomputed }> {
  const { node, wave, reading, passport } = screen;
  if (reading.value === null)
    throw new AppError(
      "invalid",
      "The screen showed no value for this number, so there is nothing to verify: open one that has a value.",
    );
  const { id, version } = passport.definition;
  const { definition } = await definitionOfDatabase(sources.db, `${id}@${version}`);
  const ruled =
    passport.measure === "top2"
      ? topTwoRule({ definition, hash: definitionHash(definition) }).definition
      : definition;
  const scored = node.id === NPS ? (npsDefinition(definition) ?? definition) : ruled;
  const group = await groupOf(sources.db, screen);
  const by = Object.keys(group);
  const { estimand, inference, confidence } = passport;
  if (estimand === "shrunken")
    throw new AppError(
      "invalid",
      "A number drawn towards the other units rests on all of them: download the passport of what was shown, and verify that.",
    );
  const sample = await sampleOfDatabase(
    sources,
    await databaseWave(sources.db, wave.year, wave.kind),
    scored,
    by,
  );
  const { readings } = score(scored, sample, { by, estimand, inference, confidence, suppression: false });
  const number = ({ value, low, high, n }: ScreenNumber["reading"]): PassportNumber => {
    return { group, node: node.id, value, se: null, low, high, n, state: "full" };
  };
  const found = readingResults({ readings, changes: undefined }).filter(
    (each) => each.node === node.id && by.every((column) => each.group[column] === group[column]),
  );
  const claimed = [number(reading)];
  const numbers = found.map(number);
  const holds = differencesOf(claimed, numbers).length === 0;
  return {
    claim: {
      definition: passport.definition,
      data: passport.data,
      numbers: claimed,
    },
    now: {
      definitionHash: definitionHash(definition),
      dataVersion: holds ? passport.data.version : sample.dataVersion,
      changed: ["The answers or owners in the database"],
      numbers,
    },
  };
}
