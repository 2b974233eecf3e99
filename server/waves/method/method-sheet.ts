import { AppError } from "#server/app-error.ts";
import type { ExportTable } from "#server/exports/table.ts";
import type { Sources } from "#server/indicators/sources.ts";
import type { Scope } from "#server/scope/scope.ts";
import { type PageLanguage, renderRows } from "#server/scoring/method-page/render-rows.ts";
import { waveMethodBlocks } from "./wave-method-blocks.ts";

const LATER: Readonly<Record<"zh" | "en", string>> = {
  zh: "方法说明在这一期发布后才有；在此之前数字还会变。",
  en: "The method page comes with the publication of the wave; until then its numbers still change.",
};

/**
 * The method page of a wave as the rows of a sheet, for workbooks of its numbers. Where the asker may not read it yet, the
 * sheet says so.
 */
export async function methodSheet(
  sources: Sources,
  scope: Scope,
  waveId: number,
  language?: PageLanguage,
): Promise<readonly (readonly string[])[]> {
  try {
    const { blocks } = await waveMethodBlocks(sources, scope, waveId);
    return renderRows(blocks, language);
  } catch (failure) {
    if (failure instanceof AppError && failure.code === "forbidden")
      return [[language ? LATER[language] : `${LATER.zh} ${LATER.en}`]];
    throw failure;
  }
}

/** The same as a table, for workbooks that are written row by row. */
export function methodTable(rows: readonly (readonly string[])[]): ExportTable {
  const places = Math.max(1, ...rows.map((row) => row.length));
  const [head = []] = rows;
  return {
    columns: Array.from({ length: places }, (_, place) => ({
      name: head[place] ?? "",
      type: "text" as const,
    })),
    rows: rows.slice(1).map((row) => Array.from({ length: places }, (_, place) => row[place] ?? null)),
  };
}
