import { addDays, type CalendarDate, isCalendarDate } from "#surveys/calendar-date.ts";
import { serialToText } from "../readers/serial-date.ts";

/** A day with or without a time of day, local in Asia/Shanghai. */
export type LocalMoment = { readonly date: CalendarDate; readonly time?: string };

/** `empty`: says no day (zero date, month only). `impossible`: looks like a date and is none. `unreadable`: something else. */
export type DateReading = LocalMoment | "empty" | "impossible" | "unreadable";

const ZERO =
  /^(?:0|0000[-/.]0{1,2}[-/.]0{1,2}|1900[-/.]0?1[-/.]0{1,2}|1899[-/.]12[-/.]3[01])(?:[ T]0{1,2}:0{2}(?::0{2})?)?$/;
const MONTH_ONLY = /^\d{4}(?:[-/.]\d{1,2}|年\d{1,2}月份?|年)?$/;
const DAY = /^(\d{2}|\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*[日号]?/;
const COMPACT = /^(\d{4})(\d{2})(\d{2})(?:[ T]?(\d{2})(\d{2})(\d{2})?)?$/;
const CLOCK =
  /^(?:上午|下午|中午|凌晨|早上|晚上|[AaPp][Mm])?\s*(\d{1,2})\s*[:时点]\s*(\d{1,2})?\s*分?(?:\s*[:]?\s*(\d{1,2})(?:\.\d+)?\s*秒?)?\s*([AaPp][Mm])?$/;
const ZONE = /\s*(Z|UTC|GMT|[+-]\d{2}:?\d{2})$/;

function pad(value: number | string): string {
  return String(value).padStart(2, "0");
}

function clockOf(
  text: string,
): { readonly hour: number; readonly minute: number; readonly second: number } | undefined {
  const match = CLOCK.exec(text);
  if (!match) return undefined;
  let hour = Number(match[1]);
  const half = /^(?:下午|晚上|[Pp][Mm])/.test(text) || /[Pp][Mm]$/.test(text);
  const morning = /^(?:上午|凌晨|早上|[Aa][Mm])/.test(text) || /[Aa][Mm]$/.test(text);
  if (half && hour < 12) hour += 12;
  if (morning && hour === 12) hour = 0;
  const [minute, second] = [Number(match[2] ?? 0), Number(match[3] ?? 0)];
  const endOfDay = hour === 24 && minute === 0 && second === 0;
  return (hour < 24 || endOfDay) && minute < 60 && second < 60 ? { hour, minute, second } : undefined;
}

function offsetMinutes(zone: string | undefined): number {
  if (zone === undefined || /^(?:Z|UTC|GMT)$/.test(zone)) return 0;
  const [, sign, hours, minutes] = /^([+-])(\d{2}):?(\d{2})$/.exec(zone) ?? [];
  return (sign === "-" ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
}

/** A moment with a zone, in the local time of Asia/Shanghai. */
function toLocal(moment: LocalMoment, zone: string): LocalMoment {
  const instant = Date.parse(`${moment.date}T${moment.time ?? "00:00:00"}Z`) - offsetMinutes(zone) * 60_000;
  const local = new Date(instant + 8 * 3_600_000).toISOString();
  return { date: local.slice(0, 10), time: local.slice(11, 19) };
}

function build(year: string, month: string, day: string, clockText: string): DateReading {
  const date = `${year.length === 2 ? `20${year}` : year}-${pad(month)}-${pad(day)}`;
  if (!isCalendarDate(date)) return "impossible";
  if (clockText === "") return { date };
  const zone = ZONE.exec(clockText)?.[1];
  const clock = clockOf(clockText.replace(ZONE, "").trim());
  if (!clock) return "unreadable";
  const time = `${pad(clock.hour % 24)}:${pad(clock.minute)}:${pad(clock.second)}`;
  const local = clock.hour === 24 ? { date: addDays(date, 1), time } : { date, time };
  return zone === undefined ? local : toLocal(local, zone);
}

function fromSerial(text: string, date1904: boolean): DateReading | undefined {
  if (!/^\d{5}(?:\.\d+)?$/.test(text)) return undefined;
  const [date = "", time] = (
    serialToText(Number(text), text.includes(".") ? "datetime" : "date", date1904) ?? ""
  ).split(" ");
  return isCalendarDate(date) ? { date, ...(time !== undefined && { time }) } : undefined;
}

/**
 * Reads a day or moment in any of the ways Chinese office files write it: 2024/1/5 · 2024.1.5 · 24.1.5 · 2024年1月5日 · 20240105 ·
 * 2024-1-5 上午9:05 · serial numbers of both spreadsheet calendars · UTC moments, which are moved to local time. 24:00 is the next day's 00:00.
 * @param plain text from `readCell`
 */
export function readDateTime(plain: string, date1904 = false): DateReading {
  if (plain === "" || ZERO.test(plain) || MONTH_ONLY.test(plain)) return "empty";
  const serial = fromSerial(plain, date1904);
  if (serial) return serial;
  const compact = COMPACT.exec(plain);
  if (compact) {
    const [, year = "", month = "", day = "", hour, minute, second] = compact;
    return build(year, month, day, hour === undefined ? "" : `${hour}:${minute}:${second ?? "00"}`);
  }
  const match = DAY.exec(plain);
  if (!match) return "unreadable";
  const [whole, year = "", month = "", day = ""] = match;
  return build(
    year,
    month,
    day,
    plain.slice(whole.length).replace(/^(?:T|,|\s|\(?(?:周|星期)[一二三四五六日天]\)?)+/, ""),
  );
}
