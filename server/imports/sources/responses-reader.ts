import type { CalendarDate } from "#surveys/calendar-date.ts";
import type { CompiledQuestionnaire } from "#surveys/compile-questionnaire.ts";
import { maskPersonalData } from "#surveys/mask-personal-data.ts";
import type { IdentitySeal } from "../../vault/identity-seal.ts";
import { readBoolean } from "../normalise/boolean.ts";
import { readHomeCode } from "../normalise/home-code.ts";
import { momentReader } from "../normalise/moment-reader.ts";
import { type ChoiceReading, multiChoiceReader } from "../normalise/multi-choice.ts";
import { isNullWord } from "../normalise/null-words.ts";
import { readPhones } from "../normalise/phones.ts";
import { cleanText } from "../normalise/plain-text.ts";
import { readDuration } from "../normalise/quantities.ts";
import { readCell } from "../normalise/read-cell.ts";
import { remembered } from "../normalise/remembered.ts";
import { readMode, readPhase } from "../normalise/survey-words.ts";
import type { ReadRow, ReadWarning, RowReader } from "../run/import-run.ts";
import type { Table } from "../tables/table.ts";
import { codedReader } from "./coded-answers.ts";

/** Columns of the staged answers, in the order of the values a row is read to. */
export const RESPONSES_STAGE = [
  ["vendor_no", "text"],
  ["home_code", "text"],
  ["phone_hash", "bytea"],
  ["mode", "text"],
  ["submitted_at", "timestamptz"],
  ["duration_s", "int"],
  ["network_hash", "bytea"],
  ["codes", "bytea"],
  ["choices", "text"],
  ["texts", "text"],
  ["consent", "boolean"],
  ["vendor_phase", "text"],
  ["overall", "boolean"],
  ["five_count", "smallint"],
  ["five_sum", "smallint"],
  ["five_equal", "boolean"],
] as const;

export type ResponsesContext = {
  readonly compiled: CompiledQuestionnaire;
  readonly labels: Readonly<Record<string, readonly string[]>>;
  readonly seal: IdentitySeal;
  readonly asOf: CalendarDate;
  readonly date1904: boolean;
};

const NOTHING_CHOSEN = "{}";
const TEST = /^(?:测试|test\b)|测试(?:数据|答卷|问卷|样本)[，,。\s]*(?:请)?(?:忽略|删除|勿用)/i;

type ChoiceColumns = {
  /** The item's code as JSON. */
  readonly name: string;
  readonly whole: number;
  readonly spread: readonly (readonly [value: string, column: number])[];
  readonly read: (raw: string) => ChoiceReading & { readonly json: string };
};

function choiceColumns(table: Table, { compiled }: ResponsesContext): readonly ChoiceColumns[] {
  return compiled.questionnaire.questions.flatMap((question): ChoiceColumns[] => {
    if (question.kind !== "multi") return [];
    const spread = (question.options ?? []).flatMap(({ value }): [string, number][] => {
      const column = table.at(`${question.code}=${value}`);
      return column < 0 ? [] : [[value, column]];
    });
    const readOnce = multiChoiceReader(question);
    const read = remembered((raw) => {
      const reading = readOnce(raw);
      return { ...reading, json: JSON.stringify(reading.values) };
    });
    return [{ name: JSON.stringify(question.code), whole: table.at(question.code), spread, read }];
  });
}

/** Reads online addresses to keyed hashes; the same few come again and again. */
function networkHasher(seal: IdentitySeal): (address: string) => Buffer {
  const known = new Map<string, Buffer>();
  return (address) => {
    let hashed = known.get(address);
    if (!hashed) {
      if (known.size > 50_000) known.clear();
      hashed = seal.networkHash(address);
      known.set(address, hashed);
    }
    return hashed;
  };
}

/** Makes the reader of a vendor's table: one answered questionnaire a row, coded as the record keeps it. */
export function responsesReader(table: Table, context: ResponsesContext): RowReader {
  const { compiled, seal, asOf, date1904 } = context;
  const { questions, overall } = compiled.questionnaire;
  const coded = codedReader(table, compiled, context.labels);
  const choices = choiceColumns(table, context);
  const textItems = questions
    .filter(({ kind }) => kind === "text")
    .map(({ code }) => [code, table.at(code)] as const);
  const textColumns = textItems.filter(([, column]) => column >= 0);
  const consentColumn = table.at(questions.find(({ kind }) => kind === "consent")?.code ?? "");
  const overallPlace = compiled.codeBook.findIndex(({ item }) => item === overall);
  const hashNetwork = networkHasher(seal);
  const at = (field: string) => table.at(field);
  const [no, home, phone, submit, duration, ip, mode, phase, project] = [
    at("no"),
    at("home"),
    at("phone"),
    at("submit"),
    at("duration"),
    at("ip"),
    at("mode"),
    at("vendor_phase"),
    at("project"),
  ];
  const textOf = (raw: string | undefined) => readCell(raw).text;
  const readMoment = momentReader(date1904);
  const modeOf = remembered((raw) => readMode(textOf(raw)));
  const phaseOf = remembered((raw) => readPhase(textOf(raw)));
  const durationOf = remembered((raw) => readDuration(textOf(raw)));
  const truthOf = remembered((raw) => readBoolean(textOf(raw)));

  const readTexts = (cells: readonly string[]) => {
    let texts: Record<string, { raw: string; masked: string; findings: readonly string[] }> | undefined;
    for (const [item, column] of textColumns) {
      const cell = cells[column];
      if (cell === undefined || cell === "") continue;
      const raw = cleanText(cell);
      if (isNullWord(raw) || raw === "(跳过)") continue;
      const { masked, findings } = maskPersonalData(raw);
      texts ??= {};
      texts[item] = { raw, masked, findings: [...new Set(findings.map(({ kind }) => kind))] };
    }
    return texts;
  };

  /** What was chosen, as JSON; `{}` where nothing was. */
  const readChoices = (cells: readonly string[], warnings: ReadWarning[]): string => {
    let json = "";
    for (const { name, whole, spread, read } of choices) {
      const fromWhole = whole < 0 ? undefined : read(cells[whole] ?? "");
      if (fromWhole && fromWhole.unknown.length > 0)
        warnings.push({ code: "VALUE_UNREADABLE", column: whole });
      let chosen = fromWhole && fromWhole.values.length > 0 ? fromWhole.json : "";
      if (spread.length > 0) {
        const values = spread
          .filter(([, column]) => truthOf(cells[column] ?? "") === true)
          .map(([value]) => value);
        const all = new Set([...(fromWhole?.values ?? []), ...values]);
        if (all.size > 0) chosen = JSON.stringify([...all]);
      }
      if (chosen !== "") json += `${json === "" ? "{" : ","}${name}:${chosen}`;
    }
    return json === "" ? NOTHING_CHOSEN : `${json}}`;
  };

  return (row): ReadRow => {
    const { cells } = row;
    const projectName = cells[project] ?? "";
    if (TEST.test(projectName) || textColumns.some(([, column]) => cells[column] && TEST.test(cells[column])))
      return { verdict: { disposition: "reject", code: "TEST_ROW" } };
    const warnings: ReadWarning[] = [];
    const { answered, fiveCount, fiveSum, lowest, highest } = coded.read(row, warnings);
    const chosen = readChoices(cells, warnings);
    const texts = readTexts(cells);
    if (!answered && texts === undefined && chosen === NOTHING_CHOSEN)
      return { verdict: { disposition: "reject", code: "NO_ANSWERS" } };

    const moment = readMoment(textOf(cells[submit]));
    if (typeof moment === "string")
      return {
        verdict: {
          disposition: "quarantine",
          code: moment === "impossible" ? "DATE_IMPOSSIBLE" : "REQUIRED_MISSING",
          column: submit,
        },
      };
    if (moment.date > asOf)
      return { verdict: { disposition: "quarantine", code: "DATE_FUTURE", column: submit } };
    const homeCode = readHomeCode(textOf(cells[home]));
    const phoneNumber = homeCode === "" ? readPhones(textOf(cells[phone])).numbers[0] : undefined;
    const address = textOf(cells[ip]);
    const overallCode = coded.codes[overallPlace] ?? 0;
    return {
      values: [
        cells[no] ?? null,
        homeCode || null,
        phoneNumber === undefined ? null : seal.phoneHash(phoneNumber),
        modeOf(cells[mode] ?? "") ?? (address === "" ? "phone" : "web"),
        `${moment.date}T${moment.time ?? "00:00:00"}+08:00`,
        durationOf(cells[duration] ?? ""),
        address === "" ? null : hashNetwork(address),
        coded.codes,
        chosen,
        texts,
        truthOf(cells[consentColumn] ?? "") ?? false,
        phaseOf(cells[phase] ?? ""),
        overallCode >= 1 && overallCode <= 5,
        fiveCount,
        fiveSum,
        lowest === highest,
      ],
      warnings,
    };
  };
}
