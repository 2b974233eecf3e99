import { AppError } from "#server/app-error.ts";
import type { Database } from "#server/database/connection.ts";
import { statementsOf } from "#server/database/statements.ts";
import { blocksOf } from "#surveys/item-block.ts";
import type { Problem } from "#surveys/problem.ts";
import type { Questionnaire } from "#surveys/question.ts";
import type { WaveSettings } from "./settings.ts";

const FORM_KEYS = ["form.web", "form.phone", "form.visit"] as const;

/**
 * What keeps a questionnaire from being asked in the forms the settings choose: the split form of one without blocks
 * leaves out nothing, so that owners who are told a few minutes would be asked everything.
 */
export function formProblems(
  questionnaire: Pick<Questionnaire, "questions">,
  settings: Pick<WaveSettings, (typeof FORM_KEYS)[number]>,
): readonly Problem<"split-without-blocks">[] {
  if (!FORM_KEYS.some((key) => settings[key] === "split") || blocksOf(questionnaire).length > 0) return [];
  return [
    {
      code: "split-without-blocks",
      item: "questionnaire",
      zh: "设置里选了分块卷，而这一版问卷没有分块：请在问卷工作室把非核心题分块，或在设置里改用短卷、长卷",
      en: "The settings choose the split form, and this version has no blocks: deal its items that are not core into blocks in the studio, or choose the short or the long form in the settings.",
    },
  ];
}

const UNSPLIT = `
  select w.name from wave w join questionnaire q on q.id = w.questionnaire_id and q.version = w.questionnaire_version
  where w.state in ('locked', 'field')
    and not exists (select from jsonb_array_elements(q.definition -> 'questions') item where item ? 'block')
  order by w.id limit 1`;

/**
 * Refuses the split form while a wave whose frame is fixed asks a questionnaire without blocks.
 * @throws AppError `invalid` with `details.wave`, its name
 */
export async function refuseSplitWithoutBlocks(db: Database, key: string, value: unknown): Promise<void> {
  if (value !== "split" || !FORM_KEYS.some((each) => each === key)) return;
  const [wave] = await statementsOf(db)<{ name: string }>(UNSPLIT);
  if (wave)
    throw new AppError(
      "invalid",
      `The questionnaire of “${wave.name}” has no blocks, and the split form would leave out nothing: choose it after that wave.`,
      { key, reason: "noBlocks", wave: wave.name },
    );
}
