import { AppError } from "../app-error.ts";
import type { OpenRecord } from "../database/connection.ts";
import { type Analysis, openAnalysis } from "./analysis.ts";
import type { LoadReport } from "./loader.ts";

export type CommandAnalysis = {
  readonly analysis: Analysis;
  readonly report: LoadReport;
  /** Process that has the file, when the analysis is a private one in memory. */
  readonly heldBy: number | undefined;
};

/**
 * An analysis for one command, loaded: on the file when there is one and nobody has it, else a private one in memory. So commands work
 * while the server runs, and say the same: both are made of the record. Close it.
 */
export async function commandAnalysis(
  record: OpenRecord,
  path: string | undefined,
  options: { readonly rebuild?: boolean } = {},
): Promise<CommandAnalysis> {
  let heldBy: number | undefined;
  const opened = await openAnalysis({ record, path }).catch((failure: unknown) => {
    if (!(failure instanceof AppError) || failure.code !== "analysis_unavailable") throw failure;
    const { pid } = failure.details;
    if (typeof pid !== "number") throw failure;
    heldBy = pid;
    return openAnalysis({ record });
  });
  try {
    return { analysis: opened, report: await opened.load(options), heldBy };
  } catch (failure) {
    await opened.close();
    throw failure;
  }
}
