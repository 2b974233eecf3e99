import { z } from "zod";
import { AppError } from "#server/app-error.ts";
import type { Database } from "#server/database/connection.ts";
import type { MethodNotes } from "#server/scoring/method-page/method-notes.ts";
import { shanghaiDate } from "#surveys/calendar-date.ts";
import type { Text } from "#surveys/question.ts";
import { WAVE_NOTES, type WaveNote } from "#surveys/wave-note.ts";
import { noteWaveDeed } from "../move-wave.ts";
import { holdWave } from "../wave-facts.ts";
import type { WaveManager } from "../wave-manager.ts";

const words = z.string().trim().max(2_000);

/** A note as somebody saves it. */
export const noteChange = z.strictObject({
  note: z.enum(WAVE_NOTES),
  /** The version it was written over, 0 for the first. */
  over: z.int().min(0),
  zh: words,
  en: words,
});
export type NoteChange = z.infer<typeof noteChange>;

/** A text that was added after the wave was published. */
export type Supplement = Text & { readonly at: string };

/** What people wrote about one part of a method page. */
export type NoteView = {
  readonly note: WaveNote;
  /** Versions there are, supplements among them. */
  readonly version: number;
  /** Undefined where nobody wrote anything before the wave was published. */
  readonly text: Text | undefined;
  readonly supplements: readonly Supplement[];
};

/** A text in both languages: what is written in one alone stands for both. */
function bothOf(zh: string, en: string): Text {
  return { zh: zh === "" ? en : zh, en: en === "" ? zh : en };
}

/** Everything people wrote about how a wave was asked, part by part in the order of the page. */
export async function waveNotes(db: Database, waveId: number): Promise<readonly NoteView[]> {
  const rows = await db
    .selectFrom("wave_method_note")
    .select(["note", "version", "zh", "en", "supplement", "written_at"])
    .where("wave_id", "=", waveId)
    .orderBy("note")
    .orderBy("version")
    .execute();
  const byNote = Map.groupBy(rows, ({ note }) => note);
  return WAVE_NOTES.map((note) => {
    const own = byNote.get(note) ?? [];
    const said = own.findLast(({ supplement }) => !supplement);
    return {
      note,
      version: own.at(-1)?.version ?? 0,
      text: said && (said.zh !== "" || said.en !== "") ? bothOf(said.zh, said.en) : undefined,
      supplements: own
        .filter(({ supplement }) => supplement)
        .map(({ zh, en, written_at }) => ({ ...bothOf(zh, en), at: written_at.toISOString() })),
    };
  });
}

/**
 * Saves a note as a new version. On a published wave it is a supplement beside what was published, with its day.
 * @throws AppError `conflict` when somebody saved another version meanwhile, `invalid` for a supplement that says nothing,
 *   `not_found`
 */
export async function saveWaveNote(
  db: Database,
  by: WaveManager,
  waveId: number,
  { note, over, zh, en }: NoteChange,
): Promise<void> {
  await db.transaction().execute(async (tx) => {
    const wave = await holdWave(tx, waveId);
    const supplement = wave.state === "published";
    if (supplement && zh === "" && en === "")
      throw new AppError("invalid", "A supplement says something: write what is to be added.");
    const newest = await tx
      .selectFrom("wave_method_note")
      .select(({ fn }) => fn.max("version").as("version"))
      .where("wave_id", "=", waveId)
      .where("note", "=", note)
      .executeTakeFirst();
    const version = newest?.version ?? 0;
    if (version !== over)
      throw new AppError(
        "conflict",
        "Somebody else saved this note meanwhile: read theirs, then save again.",
      );
    await tx
      .insertInto("wave_method_note")
      .values({ wave_id: waveId, note, version: version + 1, zh, en, supplement, written_by: by.userId })
      .execute();
    await noteWaveDeed(tx, by, waveId, supplement ? "method-supplement" : "method-note", {
      note,
      version: version + 1,
    });
  });
}

/** The notes as a method page in a file prints them: supplements follow what was published, each with its day. */
export function printedNotes(notes: readonly NoteView[]): Partial<Record<WaveNote, Text>> & MethodNotes {
  return Object.fromEntries(
    notes.flatMap(({ note, text, supplements }) => {
      const parts = [
        ...(text ? [text] : []),
        ...supplements.map(({ zh, en, at }) => {
          const day = shanghaiDate(new Date(at));
          return { zh: `（${day} 补充）${zh}`, en: `(Added ${day}) ${en}` };
        }),
      ];
      if (parts.length === 0) return [];
      return [
        [
          note,
          { zh: parts.map(({ zh }) => zh).join(""), en: parts.map((part) => part.en).join(" ") },
        ] as const,
      ];
    }),
  );
}
