import { createHash } from "node:crypto";
import type { CalendarDate } from "#surveys/calendar-date.ts";
import type { CopyValue } from "../../database/copy-binary.ts";
import type { UnitNames } from "../../organisation/unit-names.ts";
import type { IdentitySeal } from "../../vault/identity-seal.ts";
import { readBoolean } from "../normalise/boolean.ts";
import { readEmail } from "../normalise/email.ts";
import { type FieldReader, fieldReader } from "../normalise/field-reader.ts";
import { readHomeAddress } from "../normalise/home-address.ts";
import { readHomeCode } from "../normalise/home-code.ts";
import { type PersonName, readNames } from "../normalise/names.ts";
import { readPhones } from "../normalise/phones.ts";
import { readAmount, readArea, readWhole } from "../normalise/quantities.ts";
import { readCell } from "../normalise/read-cell.ts";
import type { Verdict } from "../outcome.ts";
import type { ReadRow, RowReader } from "../run/import-run.ts";
import type { Table } from "../tables/table.ts";
import { isNoHome, occupancyOf, saleStatus } from "./ledger-words.ts";

/** Columns of the staged ledger, in the order of the values a row is read to. */
export const LEDGER_STAGE = [
  ["home_code", "text"],
  ["project_id", "bigint"],
  ["stage_name", "text"],
  ["building", "text"],
  ["unit", "text"],
  ["floor", "int"],
  ["room", "text"],
  ["product_type", "text"],
  ["fit_out", "text"],
  ["area_built", "numeric(10,2)"],
  ["area_inner", "numeric(10,2)"],
  ["layout", "text"],
  ["presale_no", "text"],
  ["survey_no", "text"],
  ["contract_no", "text"],
  ["status", "text"],
  ["subscribe_date", "date"],
  ["sign_date", "date"],
  ["price", "numeric(14,2)"],
  ["pay_method", "text"],
  ["planned_date", "date"],
  ["handover_date", "date"],
  ["batch", "text"],
  ["moved_in", "boolean"],
  ["renovating", "boolean"],
  ["use", "text"],
  ["move_in_date", "date"],
  ["owners", "jsonb"],
  ["phones", "jsonb"],
  ["email", "jsonb"],
  ["content", "bytea"],
] as const;

export type LedgerContext = {
  readonly projects: UnitNames;
  readonly seal: IdentitySeal;
  readonly asOf: CalendarDate;
  readonly date1904: boolean;
};

type Dates = Readonly<Record<"subscribe" | "sign" | "hand" | "move_in", CalendarDate | null>>;

/** Days that have passed cannot lie ahead, and nobody signs before subscribing; handover is judged beside earlier owners. */
function judgeDates(fields: FieldReader, dates: Dates, asOf: CalendarDate): Verdict | undefined {
  for (const field of ["sign", "subscribe", "hand", "move_in"] as const) {
    const day = dates[field];
    if (day !== null && day > asOf) return fields.quarantine("DATE_FUTURE", field);
  }
  if (dates.sign !== null && dates.subscribe !== null && dates.sign < dates.subscribe)
    return fields.quarantine("DATE_ORDER", "sign");
  return undefined;
}

function ownerJson({ name, company, spouse }: PersonName, position: number, seal: IdentitySeal): object {
  return {
    sealed: seal.seal(name).toString("hex"),
    hash: seal.nameHash(name).toString("hex"),
    company,
    relation: spouse ? "spouse" : position === 0 ? "owner" : "co-owner",
  };
}

function readOwners(fields: FieldReader, raw: string): readonly PersonName[] {
  if (fields.text("owner") === "") return [];
  const { names, warnings } = readNames(raw);
  for (const code of warnings) fields.warn(code, "owner");
  return names;
}

function emailOf(fields: FieldReader): string | undefined {
  const plain = fields.text("email");
  const email = plain === "" ? undefined : readEmail(plain);
  if (plain !== "" && email === undefined) fields.warn("VALUE_UNREADABLE", "email");
  return email;
}

/** Makes the reader of a ledger table: one home with its sale, handover, occupancy and owners a row. */
export function ledgerReader(table: Table, { projects, seal, asOf, date1904 }: LedgerContext): RowReader {
  const fields = fieldReader(table, date1904);
  const phoneColumns = table.all("phone");
  const ownerColumn = table.at("owner");

  const phonesOf = (cells: readonly string[], warnings: { code: string; column: number }[]) => {
    const numbers = new Set<string>();
    for (const column of phoneColumns) {
      const reading = readPhones(readCell(cells[column]).text);
      for (const code of reading.losses) warnings.push({ code, column });
      for (const number of reading.numbers) numbers.add(number);
    }
    return [...numbers];
  };

  return ({ cells }): ReadRow => {
    fields.begin(cells);
    const product = fields.text("product");
    if (isNoHome(product))
      return { verdict: { disposition: "excluded", code: "NOT_A_HOME", column: table.at("product") } };
    const project = projects(fields.text("project"));
    if (project?.kind !== "project") return { verdict: fields.quarantine("PROJECT_UNKNOWN", "project") };
    const code = readHomeCode(fields.text("home_code"));
    const address = readHomeAddress(fields.text("building"), fields.text("unit"), fields.text("room"));
    if (address.room === "" || address.building === "")
      return { verdict: fields.quarantine("HOME_INCOMPLETE", "room") };
    const dates: Dates = {
      subscribe: fields.day("subscribe"),
      sign: fields.day("sign"),
      hand: fields.day("hand"),
      move_in: fields.day("move_in"),
    };
    const planned = fields.day("planned");
    const verdict = fields.verdict() ?? judgeDates(fields, dates, asOf);
    if (verdict) return { verdict };
    const status = saleStatus(fields.text("status"), {
      signed: dates.sign !== null,
      subscribed: dates.subscribe !== null,
    });
    if (status === undefined) return { verdict: fields.quarantine("VALUE_UNREADABLE", "status") };
    if (status === "signed" && dates.sign === null)
      return { verdict: fields.quarantine("REQUIRED_MISSING", "sign") };

    const names = status === "unsold" ? [] : readOwners(fields, cells[ownerColumn] ?? "");
    const phoneWarnings: { code: string; column: number }[] = [];
    const phones = status === "unsold" ? [] : phonesOf(cells, phoneWarnings);
    const email = status === "unsold" ? undefined : emailOf(fields);
    const occupancy = occupancyOf(fields.text("occ"));
    const known: readonly CopyValue[] = [
      code || null,
      project.id,
      fields.textOrNull("stage"),
      address.building,
      address.unit,
      fields.quantity("floor", readWhole),
      address.room,
      product || null,
      fields.textOrNull("fit_out"),
      fields.quantity("area_built", readArea),
      fields.quantity("area_inner", readArea),
      fields.textOrNull("layout"),
      fields.textOrNull("presale_no"),
      fields.textOrNull("survey_no"),
      fields.textOrNull("contract_no"),
      status,
      dates.subscribe,
      dates.sign,
      fields.quantity("price", readAmount),
      fields.textOrNull("pay"),
      planned,
      dates.hand,
      fields.textOrNull("batch"),
      readBoolean(fields.text("moved_in")) ?? occupancy.movedIn ?? null,
      readBoolean(fields.text("renovating")) ?? occupancy.renovating ?? null,
      fields.textOrNull("use"),
      dates.move_in,
    ];
    const content = createHash("sha256")
      .update(JSON.stringify([known, names, phones, ...(email === undefined ? [] : [email])]))
      .digest();
    return {
      values: [
        ...known,
        names.map((name, position) => ownerJson(name, position, seal)),
        phones.map((phone) => ({
          sealed: seal.seal(phone).toString("hex"),
          hash: seal.phoneHash(phone).toString("hex"),
        })),
        email === undefined
          ? null
          : { sealed: seal.seal(email).toString("hex"), hash: seal.emailHash(email).toString("hex") },
        content,
      ],
      warnings: [...fields.warnings(), ...phoneWarnings],
    };
  };
}
