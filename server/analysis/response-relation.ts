import { CODE, type CodeBookEntry, codeBook } from "#surveys/code-book.ts";
import { OWNER_PHASES } from "#surveys/owner-phase.ts";
import type { Questionnaire } from "#surveys/question.ts";
import { AppError } from "../app-error.ts";
import { type Batch, bytesOf, type Column, numbersOf } from "./columns.ts";
import type { TailReader } from "./copy-batches.ts";

/** One wide table a questionnaire, whatever its versions: a column a coded item, in the codes of `codeBook`. */
export type ResponseRelation = {
  readonly questionnaireId: string;
  /** Name of the table, e.g. response_annual. */
  readonly name: string;
  readonly columns: readonly Column[];
  /** Items of all versions. Codes count from the lowest value any version has. */
  readonly codeBook: readonly CodeBookEntry[];
  readonly versions: readonly number[];
  /** Reads the packed codes of a row into a batch of this relation. */
  readonly codesInto: (batch: Batch) => TailReader;
};

/** What is known of a response beside its answers. `r` is the response, `f` its place in the frame. */
const ATTRIBUTES: readonly Column[] = [
  { name: "response_id", kind: "uuid", from: "r.id" },
  { name: "wave_id", kind: "integer", from: "r.wave_id::int4" },
  { name: "project_id", kind: "integer", from: "r.project_id::int4" },
  { name: "region_id", kind: "integer", from: "f.region_id::int4" },
  { name: "phase", kind: "word", words: OWNER_PHASES, from: "r.phase" },
  { name: "cell_id", kind: "integer" },
  { name: "mode", kind: "word", words: ["web", "phone", "visit"], from: "r.mode" },
  { name: "product_type", kind: "text", from: "f.product_type" },
  { name: "batch", kind: "text", from: "coalesce(f.batch, f.tenure)" },
  { name: "quality", kind: "word", words: ["ok", "flagged", "excluded", "void"], from: "r.quality" },
  { name: "weighting_exempt", kind: "flag", from: "r.weighting_exempt" },
  { name: "complete", kind: "flag", from: "r.complete" },
  { name: "counted", kind: "flag", from: "r.quality in ('ok', 'flagged') and not r.weighting_exempt" },
  { name: "submitted_on", kind: "day", from: "r.submitted_at" },
  { name: "questionnaire_version", kind: "integer", from: "r.questionnaire_version" },
];

/** Name of the wide table of a questionnaire. */
export function responseRelationName(questionnaireId: string): string {
  return `response_${questionnaireId.replaceAll("-", "_")}`;
}

function joinedCodeBook(books: readonly (readonly CodeBookEntry[])[]): readonly CodeBookEntry[] {
  const joined = new Map<string, CodeBookEntry>();
  for (const entry of books.flat()) {
    const known = joined.get(entry.item) ?? entry;
    const lowest = Math.min(known.lowest, entry.lowest);
    const highest = Math.max(known.lowest + known.size, entry.lowest + entry.size);
    joined.set(entry.item, { item: entry.item, lowest, size: highest - lowest });
  }
  return [...joined.values()];
}

/** Moves a version's code to the joined scale; 0 and the codes that are no scores stay. */
function shiftedCode(code: number, shift: number): number {
  return code === CODE.none || code >= CODE.invalid ? code : code + shift;
}

/** Where a byte of a version goes: the place among the joined items, and what is added to its code. */
type Target = { readonly place: number; readonly shift: number };

function refuse(batch: Batch, row: number, answers: number): never {
  const id = Buffer.from(bytesOf(batch, "response_id").subarray(16 * row, 16 * row + 16)).toString("hex");
  throw new AppError(
    "analysis_unavailable",
    `Response ${id} holds ${answers} answers, which is not what its questionnaire asks: correct or delete it.`,
  );
}

/** The relation of a questionnaire from all of its versions. @param versions at least one */
export function responseRelation(versions: readonly Questionnaire[]): ResponseRelation {
  const questionnaireId = versions[0]?.id;
  if (questionnaireId === undefined) throw new Error("a questionnaire has at least one version");
  const books = new Map(versions.map((each) => [each.version, codeBook(each)]));
  const joined = joinedCodeBook([...books.values()]);
  const columns: readonly Column[] = [
    ...ATTRIBUTES,
    ...joined.map(({ item }): Column => ({ name: item, kind: "code" })),
  ];
  const placeOf = new Map(joined.map(({ item }, place) => [item, place]));
  const targets = new Map(
    [...books].map(([version, book]) => [
      version,
      book.map(({ item, lowest }): Target => {
        const place = placeOf.get(item) ?? 0;
        return { place, shift: lowest - (joined[place]?.lowest ?? lowest) };
      }),
    ]),
  );
  /** Versions whose answers lie as the joined items do, on the same scales. */
  const plain = new Set(
    [...targets.values()].filter(
      (each) =>
        each.length === joined.length && each.every(({ place, shift }, at) => place === at && shift === 0),
    ),
  );
  return {
    questionnaireId,
    name: responseRelationName(questionnaireId),
    columns,
    codeBook: joined,
    versions: [...books.keys()],
    codesInto(batch) {
      const versions = numbersOf(batch, "questionnaire_version");
      const columns = joined.map(({ item }) => bytesOf(batch, item));
      return (row, bytes, from, to) => {
        const places = targets.get(versions[row] as number);
        if (places?.length !== to - from) return refuse(batch, row, to - from);
        if (plain.has(places)) {
          for (let at = 0; at < columns.length; at++)
            (columns[at] as Uint8Array)[row] = bytes[from + at] as number;
          return;
        }
        if (places.length < columns.length) for (const column of columns) column[row] = CODE.none;
        for (let at = 0; at < places.length; at++) {
          const { place, shift } = places[at] as Target;
          (columns[place] as Uint8Array)[row] = shiftedCode(bytes[from + at] as number, shift);
        }
      };
    },
  };
}

/** The codes of some items of a batch, as the kernel wants them. */
export function itemsOf(batch: Batch, codeBook: readonly CodeBookEntry[]): ReadonlyMap<string, Uint8Array> {
  return new Map(codeBook.map(({ item }) => [item, bytesOf(batch, item).subarray(0, batch.count)]));
}
