import { writeAudit } from "#server/audit/write-audit.ts";
import { neutraliseFormula } from "#server/imports/neutralise-formula.ts";
import type { Sources } from "#server/indicators/sources.ts";
import { need, type Scope } from "#server/scope/scope.ts";
import { voiceCut, voicesIn } from "./voice-cut.ts";
import { NO_TOPIC, readTexts, type TextsQuery } from "./voice-texts.ts";

/** Texts of one file at most. */
const MOST = 100_000;

export type VoicesFile = { readonly name: string; readonly csv: string; readonly rows: number };

function cell(text: string): string {
  return `"${neutraliseFormula(text).replaceAll('"', '""')}"`;
}

/**
 * The words somebody has on the screen as a file: week, unit, topics, words; masked and shuffled as there. Noted in the log.
 * @throws AppError `forbidden`, `not_found` for a unit or wave that is not the asker's
 */
export async function exportVoices(
  sources: Sources,
  scope: Scope,
  query: Pick<TextsQuery, "unit" | "wave" | "topic" | "search">,
): Promise<VoicesFile> {
  need(scope, "voices.read");
  need(scope, "exports.run");
  const cut = await voiceCut(sources, scope, query);
  const { texts } = voicesIn(cut.now, cut.unit.id)
    ? await readTexts(sources, cut, {
        topics: query.topic === undefined ? undefined : [query.topic],
        search: query.search,
        limit: MOST,
      })
    : { texts: [] };
  const names = new Map(cut.topics.map(({ id, title }) => [id, title.zh]));
  const lines = texts.map(({ week, unit, topics, text }) =>
    [week, unit.name, topics.map(({ id }) => names.get(id) ?? id).join("、"), text].map(cell).join(","),
  );
  await writeAudit(sources.db, {
    action: "export.made",
    actorId: scope.userId,
    subject: `unit:${cut.unit.id}`,
    detail: { what: "voices", wave: cut.now.wave.id, topic: query.topic ?? NO_TOPIC, rows: texts.length },
  });
  return {
    name: `业主原话-${cut.unit.name}-${cut.now.wave.year}.csv`,
    csv: `\uFEFF${["周", "单位", "话题", "原话"].map(cell).join(",")}\r\n${lines.map((line) => `${line}\r\n`).join("")}`,
    rows: texts.length,
  };
}
